import { clientEnvironment } from '../../src/config/config.ts';
import { startCore } from '../../src/provider/start-core.ts';
import type { Outcome } from '../../src/verification/outcome.ts';
import { verificationReport } from '../../src/verification/report.ts';
import { verifyPacts } from '../../src/verification/verify.ts';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { freshName, pipelinePact, publish, resultAt } from './broker-with-pacts.ts';

const folder = temporaryFolder('verify-python');
const broker = useAnyBroker();
const consumer = freshName('pipeline');
const provider = freshName('core');
beforeAll(() => publish(broker.url, pipelinePact(consumer, provider), '3f2a'));

/** Verifies a variant of the stand-in for core, and publishes the result under the name of the variant. */
async function verifyStandIn(variant: StandIn): Promise<Outcome> {
  const env = { ...process.env, PYTHONPATH: makeStandIn(variant, folder) };
  const surroundings = { repository: '', cacheFolder: folder, env, progress: () => {} };
  const core = await startCore({ python, version: variant }, surroundings);
  try {
    return await verifyPacts({
      provider: { ...core, name: provider },
      source: { kind: 'selected', broker: { url: broker.url } },
      publish: true,
      env: clientEnvironment(),
    });
  } finally {
    await core.close();
  }
}

describeWithPython('core in Python', () => {
  test('with an added optional field and a whole float keeps the contract', async () => {
    const outcome = await verifyStandIn('adds an optional field, writes ts as a whole float');
    expect(outcome).toMatchObject({ exitCode: 0, problems: [] });
  });

  test.each<[StandIn, ...string[]]>([
    ['renames a level', 'FeedbackEvent.level to be "soft", CORE refuses it'],
    ['drops source', 'FeedbackEvent.source, CORE does not write it'],
    [
      'writes queue_size as text, capacity as a float',
      "FeedbackEvent.queue_size to be an integer, CORE writes '850'",
      'FeedbackEvent.capacity to be an integer, CORE writes 1000.0',
    ],
    ['lacks RateAdjustment', 'RateAdjustment, CORE has no market_data_core.telemetry.RateAdjustment'],
  ])('that %s breaks the contract', async (variant, ...sentences) => {
    const outcome = await verifyStandIn(variant);
    expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
    for (const sentence of sentences) {
      expect(verificationReport(outcome)).toContain(
        `${consumer} 3f2a wants ${sentence.replace('CORE', `${provider} ${variant}`)}`,
      );
    }
    expect(await resultAt(broker.url, consumer, '3f2a', provider, variant)).toBe(false);
  });

  test.each([
    ['fails to import', 'CORE_IMPORT_FAILED'],
    ['crashes when it writes', 'CORE_PROCESS_EXITED'],
    ['raises when it writes', 'CORE_FAILED'],
  ] as const)('that %s is neither verified nor recorded', async (variant, code) => {
    await expect(verifyStandIn(variant)).rejects.toMatchObject({ code, exitCode: 2 });
    expect(await resultAt(broker.url, consumer, '3f2a', provider, variant)).toBeNull();
  });
});
