import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerClient } from '../../../src/broker-client/client.ts';
import { proposeCore } from '../../../src/cli/support/propose-core.ts';
import { clientEnvironment } from '../../../src/config/config.ts';
import { ContractError } from '../../../src/config/errors.ts';
import { pactsInForce } from '../../../src/impact/pacts-in-force.ts';
import { fieldNameOf } from '../../../src/impact/reliance.ts';
import { compareWithPacts } from '../../../src/impact/schema/compare.ts';
import { breaks, type Finding, verdictOf } from '../../../src/impact/schema/finding.ts';
import { pythonCore } from '../../../src/provider/python.ts';
import { type CoreUnderTest, coreUnderTest } from '../../../src/provider/start-core.ts';
import { verify } from '../../../src/verification/verify.ts';
import { makeStandIn, type StandIn, standIns } from '../../stand-in-core/variants.ts';
import { describeWithPython, python } from '../../support/python.ts';
import { freshName, pipelinePact, publish, testBroker } from '../../verification/broker-with-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
const broker = await testBroker();
const [consumer, provider] = [freshName('pipeline'), freshName('core')];
await publish(broker.url, pipelinePact(consumer, provider), '3f2a');
const pacts = await pactsInForce(new BrokerClient(broker), provider);

/** Brings the stand-in up, lets `ask` have it, and ends it; what cannot be told is a 2. */
async function asked<T>(variant: StandIn, ask: (core: CoreUnderTest) => Promise<T>): Promise<T | 2> {
  const env = { ...process.env, PYTHONPATH: makeStandIn(variant, folder) };
  const source = pythonCore({ interpreter: python, env, timeoutMs: 10_000 });
  try {
    return await ask(coreUnderTest(source, await source.describe(), variant, provider));
  } catch (error) {
    if (error instanceof ContractError && error.exitCode === 2) return 2;
    throw error;
  } finally {
    await source.close();
  }
}

const impact = (variant: StandIn) =>
  asked<Finding[]>(variant, async (core) => compareWithPacts(pacts, await proposeCore(core)));

const verification = (variant: StandIn) =>
  asked(variant, async (core) => {
    const source = { kind: 'selected', broker: { url: broker.url } } as const;
    return (await verify({ provider: core, source, publish: false, env: clientEnvironment() })).exitCode;
  });

/** Given, the table is written there, whole. */
const { AGREEMENT_TABLE: tableFile } = process.env;
const table: string[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await broker.close();
  const { AGREEMENT_TABLE: file } = process.env;
  if (file)
    writeFileSync(file, `| core | impact | verification | fields |\n| --- | --- | --- | --- |\n${table.join('\n')}\n`);
});

describeWithPython('impact and verification agree: never 0 where the verification fails, 1 only where it fails', () => {
  test.each(standIns)(
    'a core that %s',
    async (variant) => {
      const findings = await impact(variant);
      const said = findings === 2 ? 2 : verdictOf(findings);
      if (said === 2 && !tableFile) return; // it agrees with whatever the verification says
      const verified = await verification(variant);
      const broken = findings === 2 ? [] : findings.filter(breaks).map((one) => `${fieldNameOf(one)} ${one.change}`);
      table.push(`| ${variant} | ${said} | ${verified} | ${[...new Set(broken)].join(', ')} |`);
      if (said === 0) expect(verified).toBe(0);
      if (said === 1) expect(verified).toBe(1);
    },
    60_000,
  );
});
