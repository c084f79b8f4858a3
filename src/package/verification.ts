/** `market-data-contracts/verification`: verify a provider in a test. */
import type { BrokerAccess } from '../broker-client/client.ts';
import { clientEnvironment } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { checkOptions } from '../verification/check-options.ts';
import { handledProvider, type ProviderHandlers } from '../verification/handlers.ts';
import type { Outcome } from '../verification/outcome.ts';
import type { PactSource } from '../verification/pact-source.ts';
import { verificationReport } from '../verification/report.ts';
import { verifyPacts } from '../verification/verify.ts';

export type { BrokerAccess } from '../broker-client/client.ts';
export { ContractError } from '../config/errors.ts';
export type { ProviderState } from '../provider/provider-under-test.ts';
export type { MessageHandler, ProviderHandlers, StateHandler } from '../verification/handlers.ts';
export type { Outcome, VerifiedInteraction, VerifiedPact } from '../verification/outcome.ts';

/** The provider, the functions that answer for it, and where its pacts come from: a broker or a file. */
export interface ProviderVerification extends ProviderHandlers {
  /** The provider's name at the broker. */
  readonly provider: string;
  /** Its version, under which the result is recorded. */
  readonly version: string;
  /** Its branch: pacts of the consumers' branches of the same name are verified too. */
  readonly branch?: string | undefined;
  /** The pacts of the consumers' main branches, and of what is deployed or released, are verified. */
  readonly broker?: BrokerAccess | undefined;
  /** A pact file, instead of the pacts of a broker. */
  readonly pactFile?: string | undefined;
  /** Whether the result is recorded. Default: yes, with a broker. */
  readonly publish?: boolean | undefined;
  /** The URL of the CI run, stored with the result. */
  readonly buildUrl?: string | undefined;
  /** Time limit in milliseconds of the official verifier (default: 60 s, plus 1 s for each interaction) and of each message (default: 60 s). */
  readonly timeoutMs?: number | undefined;
}

/**
 * Verifies a provider with the official verifier, and rejects unless it is certain that the provider satisfies every pact: nothing is
 * skipped or filtered, each description and each state needs a function, and a published result is looked up afterwards. A failure of a
 * pending pact alone does not reject.
 * @throws ContractError CONTRACT_BROKEN (the provider does not satisfy a pact) or RESULT_UNKNOWN with the report as message; USAGE;
 *   PROVIDER_UNREACHABLE (nothing listens at baseUrl); or what reading the pacts throws
 */
export async function verifyProvider(options: ProviderVerification): Promise<Outcome> {
  const { provider: name, version, branch, publish = options.broker !== undefined, buildUrl, timeoutMs } = options;
  await checkOptions(options);
  const stateProblems = new Set<string>();
  const provider = handledProvider(name, version, options, (problem) => stateProblems.add(problem));
  const outcome = await verifyPacts({
    provider,
    source: sourceOf(options),
    branch,
    publish,
    buildUrl,
    env: clientEnvironment(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  if (outcome.exitCode === 0) return outcome;
  throw new ContractError(
    outcome.exitCode === 1 ? 'CONTRACT_BROKEN' : 'RESULT_UNKNOWN',
    [verificationReport(outcome), ...stateProblems].join('\n'),
  );
}

function sourceOf({ broker, pactFile, publish }: ProviderVerification): PactSource {
  if (broker && pactFile === undefined) return { kind: 'selected', broker };
  if (broker || pactFile === undefined) throw new ContractError('USAGE', 'verifyProvider needs a broker or a pactFile');
  if (publish) throw new ContractError('USAGE', 'a pact file has no broker to publish to: leave out publish');
  return { kind: 'file', path: pactFile };
}
