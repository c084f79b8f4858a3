import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { clientEnvironment } from '../../src/config/config.ts';
import { consumer, provider } from '../../src/contracts/interactions.ts';
import { recordDeployment } from '../../src/gate/record.ts';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { pipelinePact, publish } from './broker-with-pacts.ts';

// Each variant of core has one change of its API. The commands of core's CI run in a process, with an embedded broker.
const folder = mkdtempSync(join(tmpdir(), 'broken-core-'));
afterAll(() => rmSync(folder, { recursive: true }));

const database = join(folder, 'broker.sqlite');
const broker = await startBroker({ database, port: 0 });
await publish(broker.url, pipelinePact(consumer, provider), '3f2a');
await recordDeployment({ url: broker.url }, { pacticipant: consumer, version: '3f2a', environment: 'production' });
await broker.close();

function runCommand(settings: Record<string, string>, ...args: string[]): Promise<{ exit: unknown; stdout: string }> {
  const env = { ...clientEnvironment(), PACT_BROKER_DATABASE_URL: database, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/bundled.mjs', 'src/cli/main.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ exit: error ? error.code : 0, stdout: stdout + stderr }),
    );
  });
}

/** Verifies that core with `pact:verify` and asks `can-i-deploy`: both exit codes, and the report. */
async function verifyAndGate(variant: StandIn) {
  const version = variant.replaceAll(/\W+/g, '-');
  const settings = { CORE_PYTHON: python, PYTHONPATH: makeStandIn(variant, folder) };
  const verified = await runCommand(settings, 'pact:verify', '--core-version', version);
  const gate = ['--pacticipant', provider, '--version', version, '--to-environment', 'production'];
  const gated = await runCommand({}, 'can-i-deploy', ...gate);
  return { verify: verified.exit, deploy: gated.exit, report: verified.stdout.replaceAll(version, 'CORE') };
}

const broken: [StandIn, string][] = [
  [
    'lacks RateController',
    'wants RateController, market-data-core CORE has no market_data_core.protocols.RateController',
  ],
  [
    'lacks FeedbackPublisher',
    'wants FeedbackPublisher, market-data-core CORE has no market_data_core.protocols.FeedbackPublisher',
  ],
  [
    'renames apply',
    'wants RateController.apply, market-data-core CORE has no market_data_core.protocols.RateController.apply',
  ],
  [
    'needs a second argument of apply',
    "wants RateController.apply.call to be equal to 'apply(adjustment)', market-data-core CORE has 'apply(adj, deadline)'",
  ],
  [
    'takes the adjustment by name only',
    "wants RateController.apply.call to be equal to 'apply(adjustment)', market-data-core CORE has 'apply(*, adj)'",
  ],
  [
    'lets apply return whether it did',
    "wants RateController.apply.returns to be equal to 'None', market-data-core CORE has 'bool'",
  ],
  ['has a sync publish', 'wants FeedbackPublisher.publish.async to be equal to true, market-data-core CORE has false'],
  [
    'asks for a second method of a RateController',
    "wants RateController.minimalImplementation to be equal to 'is an instance', market-data-core CORE has 'is no instance'",
  ],
  [
    'has a protocol that isinstance refuses',
    "wants RateController.minimalImplementation to be equal to 'is an instance', market-data-core CORE has 'TypeError: Instance and class checks can only be used with @runtime_checkable protocols'",
  ],
  ['names its levels in capitals', 'wants BackpressureLevel.soft, market-data-core CORE does not have it'],
  [
    'adds a level',
    "wants levelNames to be equal to 'hard, ok, soft', market-data-core CORE has 'full, hard, ok, soft'",
  ],
  [
    'makes FeedbackEvent a plain class',
    'wants FeedbackEvent.model_validate to be equal to true, market-data-core CORE has false',
  ],
  [
    'forbids unknown fields',
    'wants FeedbackEvent.reason to be "queue above its soft limit", market-data-core CORE refuses it: Extra inputs are not permitted',
  ],
  [
    'needs the source',
    "wants FeedbackEvent.source to be equal to 'default \"store\"', market-data-core CORE has 'required'",
  ],
  [
    'rounds ts when it reads',
    'wants RateAdjustment.ts to be equal to 1760000000.25, market-data-core CORE has 1760000000',
  ],
];

describeWithPython('a core with another API', () => {
  test.each(broken)('a core that %s fails the verification and must not be deployed', async (variant, sentence) => {
    const { report, ...exits } = await verifyAndGate(variant);
    expect(report).toContain(`${consumer} 3f2a ${sentence}`);
    expect(exits).toEqual({ verify: 1, deploy: 1 });
  });

  test.each<[StandIn]>([['1.1.0'], ['lets apply take a deadline']])(
    'a core that %s passes the verification and may be deployed',
    async (variant) => {
      const { report, ...exits } = await verifyAndGate(variant);
      expect(report).toContain('keeps the contract; the result is recorded');
      expect(exits).toEqual({ verify: 0, deploy: 0 });
    },
  );
});
