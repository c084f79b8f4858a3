import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerClient } from '../../../src/broker-client/client.ts';
import { loadCoreProposals } from '../../../src/cli/support/propose-core.ts';
import { clientEnvironment } from '../../../src/config/config.ts';
import { ContractError } from '../../../src/config/errors.ts';
import { findPactsInForce } from '../../../src/impact/pacts-in-force.ts';
import { fieldNameOf } from '../../../src/impact/reliance.ts';
import { compareWithPacts } from '../../../src/impact/schema/compare-pacts.ts';
import { type Finding, findVerdict, isBreaking } from '../../../src/impact/schema/finding.ts';
import { pythonCore } from '../../../src/provider/python.ts';
import { type CoreUnderTest, coreUnderTest } from '../../../src/provider/start-core.ts';
import { verifyPacts } from '../../../src/verification/verify.ts';
import { makeStandIn, type StandIn, standIns } from '../../stand-in-core/variants.ts';
import { describeWithPython, python } from '../../support/python.ts';
import { useAnyBroker } from '../../support/use-broker.ts';
import { freshName, pipelinePact, publish } from '../../verification/broker-with-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
const broker = useAnyBroker();
const consumer = freshName('pipeline');
const provider = freshName('core');
let pacts: Awaited<ReturnType<typeof findPactsInForce>>;
beforeAll(async () => {
  await publish(broker.url, pipelinePact(consumer, provider), '3f2a');
  pacts = await findPactsInForce(new BrokerClient(broker), provider);
});

/** Runs `action` with a stand-in for core. Returns 2 if the action fails with exit code 2: undetermined. */
async function withStandIn<T>(variant: StandIn, action: (core: CoreUnderTest) => Promise<T>): Promise<T | 2> {
  const env = { ...process.env, PYTHONPATH: makeStandIn(variant, folder) };
  const source = pythonCore({ interpreter: python, env, timeoutMs: 30_000 });
  try {
    return await action(coreUnderTest(source, await source.describe(), variant, provider));
  } catch (error) {
    if (error instanceof ContractError && error.exitCode === 2) return 2;
    throw error;
  } finally {
    await source.close();
  }
}

const findImpact = (variant: StandIn) =>
  withStandIn<Finding[]>(variant, async (core) => compareWithPacts(pacts, await loadCoreProposals(core)));

const verificationExitCode = (variant: StandIn) =>
  withStandIn(variant, async (core) => {
    const source = { kind: 'selected', broker: { url: broker.url } } as const;
    return (await verifyPacts({ provider: core, source, publish: false, env: clientEnvironment() })).exitCode;
  });

/** If it is set, every stand-in is verified, and the results are written to this Markdown file. */
const { AGREEMENT_TABLE: tableFile } = process.env;
const rows: string[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (!tableFile) return;
  const heading = '| core | impact | verification | fields |\n| --- | --- | --- | --- |';
  writeFileSync(tableFile, `${heading}\n${rows.join('\n')}\n`);
});

describeWithPython('the verification confirms the verdict of the impact for', () => {
  test.each(standIns)('a core that %s', async (variant) => {
    const findings = await findImpact(variant);
    const verdict = findings === 2 ? 2 : findVerdict(findings);
    if (verdict === 2 && !tableFile) return; // undetermined: any result of the verification agrees
    const verified = await verificationExitCode(variant);
    const broken = findings === 2 ? [] : findings.filter(isBreaking).map((one) => `${fieldNameOf(one)} ${one.change}`);
    rows.push(`| ${variant} | ${verdict} | ${verified} | ${[...new Set(broken)].join(', ')} |`);
    if (verdict !== 2) expect(verified).toBe(verdict);
  });
});
