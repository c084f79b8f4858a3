import { BrokerClient, redactSecrets } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import { judge } from './judge.ts';
import { requestsFor, type WrittenMessages, writeAll } from './messages.ts';
import { doubt, exitCodeOf, type Outcome } from './outcome.ts';
import type { PactSource } from './pact-source.ts';
import { type Plan, planFor } from './plan.ts';
import { recordedResults, unrecorded } from './recorded.ts';
import { runVerifier } from './verifier.ts';
import type { VerifierJob } from './verifier-process.ts';
import { readVerifierResult } from './verifier-result.ts';

export interface Verification {
  readonly provider: ProviderUnderTest;
  readonly source: PactSource;
  readonly branch?: string | undefined;
  readonly publish: boolean;
  /** The URL of the CI run, stored with the result. */
  readonly buildUrl?: string | undefined;
  /** The environment of the official verifier's process (see clientEnvironment). */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * Verifies a provider against the pacts with the official verifier, and checks that it did: all pacts are read and all messages written
 * before it starts, its counts and its verdict must agree with them, and published results are looked up afterwards.
 * @throws ContractError with exit code 2 when there is no trustworthy result
 */
export async function verify(verification: Verification): Promise<Outcome> {
  const { source, provider, branch, publish } = verification;
  const plan = await cannotTell(planFor(source, provider.name, branch));
  const messages = await writeAll(requestsFor(plan.pacts, provider));
  const version = { provider: provider.name, version: provider.version };
  const broker = publish && source.kind !== 'file' ? new BrokerClient(source.broker) : undefined;
  const before = broker ? await cannotTell(recordedResults(broker, plan.pacts, version)) : new Map();
  const timeoutMs = verification.timeoutMs ?? 60_000 + 1_000 * messages.size;
  const run = await runVerifier(jobFor(verification, plan, messages), { env: verification.env, timeoutMs });
  const { pacts, doubts } = judge(plan.pacts, messages, readVerifierResult(run.result), publish);
  const all = [
    ...run.handlerErrors.map((error) => doubt('VERIFIER_FAILED', error)),
    ...doubts,
    ...(broker ? await unrecorded(broker, pacts, version, before) : []),
  ];
  return {
    provider: { kind: provider.kind, name: provider.name, version: provider.version, origin: provider.origin },
    exitCode: exitCodeOf({ pacts, doubts: all }),
    published: publish,
    pacts,
    doubts: all,
    missingNames: provider.missingNames,
    output: source.kind === 'file' ? run.output : redactSecrets(run.output, source.broker),
  };
}

/** A broker that refuses a request has not judged the provider: that is a 2, never a 1. */
async function cannotTell<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ContractError) || error.exitCode === 2) throw error;
    throw new ContractError('VERIFICATION_IMPOSSIBLE', error.message, { cause: error });
  }
}

function jobFor(verification: Verification, { pacts, options }: Plan, messages: WrittenMessages): VerifierJob {
  const { provider, branch, publish, buildUrl } = verification;
  const interactions = pacts.flatMap((pact) => pact.interactions);
  const publication = {
    publishVerificationResult: true,
    providerVersion: provider.version,
    ...(buildUrl ? { buildUrl } : {}),
  };
  return {
    options: {
      provider: provider.name,
      logLevel: 'error',
      timeout: 30_000,
      ...options,
      ...(branch ? { providerVersionBranch: branch } : {}),
      ...(publish ? publication : {}),
    },
    messages: Object.fromEntries([...messages].map(([key, { text, metadata }]) => [key, { text, metadata }])),
    descriptions: interactions.map(({ description }) => description),
    states: interactions.flatMap(({ states }) => states.map(({ name }) => name)),
  };
}
