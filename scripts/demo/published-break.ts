/**
 * A release of core that was published and broke a consumer: market-data-core 1.2.31 put another class under the name Bar, a day after
 * market-data-ibkr 1.1.2 was published, whose requirement allows it. market-data-ibkr has no contract tests: its usage is read from its code.
 */
import { rmSync } from 'node:fs';
import type { BrokerAccess } from '../../src/broker-client/client.ts';
import { ContractError } from '../../src/config/errors.ts';
import { provider } from '../../src/contracts/interactions.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { recordDeployment } from '../../src/gate/record.ts';
import type { ProviderUnderTest } from '../../src/provider/provider-under-test.ts';
import { type CoreOptions, startCore } from '../../src/provider/start-core.ts';
import { createJudge } from '../../src/provider/start-distribution.ts';
import { withUsage } from '../../src/provider/usage-answers.ts';
import type { Distribution } from '../../src/python/distribution.ts';
import { usagePart } from '../../src/usage/pact.ts';
import { pactFileOf, writeUsagePact } from '../../src/usage/pact-file.ts';
import { type ReadContract, readContract } from '../../src/usage/read-contract.ts';
import { INSTALL_LIMIT_MS, installRelease } from './choose-core.ts';
import { limitDownloads } from './download-limit.ts';
import { checkGate, environment, verifyCore } from './release-flow.ts';
import type { DemoSteps } from './steps.ts';

const release = (name: string, number: string): Distribution => ({ name, source: { kind: 'release', number } });

const consumer = 'market-data-ibkr';
const version = '1.1.2';
const broken = '1.2.31';

/** Where the pact is written: it is not one of the committed pacts. */
const FOLDER = '.cache/pacts/demo';

/** What was read, and the release of core that was installed; or why there is none. */
export type PublishedBreak =
  | { readonly contract: ReadContract; readonly startCore: () => Promise<ProviderUnderTest> }
  | { readonly reason: string };

/** Reads the consumer with a release of core that is installed, and installs the release that breaks it. */
export async function preparePublishedBreak(
  { number, python }: { readonly number: string; readonly python: string },
  options: CoreOptions,
): Promise<PublishedBreak> {
  const { signal, progress } = limitDownloads();
  const environments = { ...options, python, bringUv: false, timeoutMs: INSTALL_LIMIT_MS, signal, progress };
  const fitting = { kind: 'release', number } as const;
  try {
    const contract = await readContract(
      { consumer: release(consumer, version), provider, with: fitting },
      environments,
    );
    await installRelease(broken, python, options);
    const judge = createJudge(release(provider, broken), environments);
    return { contract, startCore: async () => withUsage(await startCore({ ref: broken, python }, options), judge) };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { reason: error.message.split('\n', 1).join() };
  }
}

/** Shows that the gate would have stopped that release. */
export async function showPublishedBreak(
  steps: DemoSteps,
  broker: BrokerAccess,
  { contract, startCore }: Exclude<PublishedBreak, { reason: string }>,
): Promise<void> {
  await steps.step(`what ${consumer} ${version} uses of core is read from its code, and published`, async () => {
    const names = await publishUsage(broker, contract);
    return { figure: `${names} names, types taken from core ${contract.usage.provider.version}` };
  });
  await steps.step(`that version of ${consumer} runs in production`, async () => {
    await recordDeployment(broker, { pacticipant: consumer, version, environment });
    return { figure: 'deployment recorded' };
  });
  await steps.step(`verification of core ${broken}, published a day after ${consumer} ${version}`, async () =>
    verifyCore(broker, await startCore(), { expected: 1 }),
  );
  await checkGate(steps, broker, broken, 'no');
}

/** @returns how many names of core the consumer uses */
async function publishUsage(
  broker: BrokerAccess,
  { usage, consumer: read, requirement }: ReadContract,
): Promise<number> {
  const { provider: withCore, uses } = usage;
  const extras = requirement?.extras ?? [];
  rmSync(FOLDER, { recursive: true, force: true });
  const part = usagePart({ consumer: read, provider: withCore, requirement: requirement?.specifier, extras, uses });
  writeUsagePact(pactFileOf(FOLDER, { consumer, provider }), { consumer, provider }, part);
  await publishPacts(broker, FOLDER, { version, branch: 'main' }, consumer);
  return part.interactions.length;
}
