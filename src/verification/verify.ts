import { redactSecrets } from '../broker-client/access.ts';
import { BrokerClient } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import type { HttpProvider, ProviderUnderTest } from '../provider/provider-under-test.ts';
import { plural } from '../text/duration.ts';
import { checkResult } from './check-result.ts';
import { messageKey } from './message-key.ts';
import { createRequests, type WrittenMessages, writeMessages } from './messages.ts';
import { createProblem, exitCodeOf, type Outcome } from './outcome.ts';
import type { PactSource } from './pact-source.ts';
import { type PactInteraction, withHttp } from './pact-to-verify.ts';
import { createPlan, type Plan } from './plan.ts';
import { resultByPosition } from './positions.ts';
import { arePublishedHere, publishResults } from './publish-results.ts';
import { findRecordedResults, findUnrecordedResults } from './recorded-results.ts';
import { assertDetermined } from './undetermined.ts';
import { runVerifier } from './verifier.ts';
import type { VerifierJob, VerifierMessage } from './verifier-process.ts';
import { parseVerifierResult, type VerifierResult } from './verifier-result.ts';

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
 * Verifies a provider against its pacts with the official verifier, and checks the result: all pacts are loaded and all messages written
 * before the verifier starts, its counts and verdict must agree with them, and published results are looked up afterwards.
 * @throws ContractError with exit code 2 if there is no reliable result
 */
export async function verifyPacts(verification: Verification): Promise<Outcome> {
  const { source, provider, publish } = verification;
  const plan = await createPlanFor(verification);
  const messages = await writeMessages(createRequests(plan.pacts, provider));
  assertDetermined(plan.pacts, messages);
  const version = { provider: provider.name, version: provider.version };
  const broker = publish && source.kind !== 'file' ? new BrokerClient(source.broker) : undefined;
  const before = broker ? await withExitCode2(findRecordedResults(broker, plan.pacts, version)) : new Map();
  const timeoutMs =
    verification.timeoutMs ?? 60_000 + 1_000 * plan.pacts.flatMap(({ interactions }) => interactions).length;
  const { env } = verification;
  const isPublishedHere = broker !== undefined && arePublishedHere(plan.pacts);
  const job = createJob({ ...verification, publish: publish && !isPublishedHere }, plan, messages);
  const run = await runVerifier(job, { env, timeoutMs, http: provider.http });
  const result = readResult(run.result, plan, source);
  const { pacts, problems } = checkResult(plan.pacts, messages, result, publish);
  const unanswered = run.unansweredRequests ?? [];
  const allProblems = [
    ...(unanswered.length > 0 ? [createProblem('PROVIDER_DISCONNECTED', listRequests(unanswered, plan))] : []),
    ...run.handlerErrors.map((error) => createProblem('VERIFIER_FAILED', error)),
    ...problems,
  ];
  const publication = { ...verification, ...version, pacts: plan.pacts, verified: pacts, result };
  if (isPublishedHere && allProblems.length === 0) allProblems.push(...(await publishResults(publication)));
  if (broker && !(isPublishedHere && allProblems.length > 0))
    allProblems.push(...(await findUnrecordedResults(broker, pacts, version, before)));
  return {
    provider: { kind: provider.kind, name: provider.name, version: provider.version, origin: provider.origin },
    exitCode: exitCodeOf({ pacts, problems: allProblems }),
    shouldPublish: publish,
    pacts,
    problems: allProblems,
    missingNames: provider.missingNames,
    output: source.kind === 'file' ? run.output : redactSecrets(run.output, source.broker),
  };
}

async function createPlanFor({ source, provider, branch }: Verification): Promise<Plan> {
  const plan = await withExitCode2(createPlan(source, provider.name, branch));
  return { ...plan, pacts: plan.pacts.map((pact) => withHttp(pact, provider.http)) };
}

/** The most requests, and the most characters of each, that an error names. */
const MAX_NAMED_REQUESTS = 5;
const MAX_REQUEST_CHARS = 300;

function listRequests(requests: readonly string[], plan: Plan): string {
  const named = requests
    .slice(0, MAX_NAMED_REQUESTS)
    .map((request) => describeRequest(request, plan).slice(0, MAX_REQUEST_CHARS));
  const others = requests.length - named.length;
  return [...named, ...(others > 0 ? [`and ${plural(others, 'other')}`] : [])].join(', ');
}

/** The request with the descriptions of its interactions; there is none if the path was generated. */
function describeRequest(request: string, { pacts }: Plan): string {
  const [path] = request.split('?');
  const interactions = pacts.flatMap((pact) => pact.interactions).filter((one) => one.request === path);
  const names = new Set(interactions.map(({ description }) => `"${description}"`));
  return names.size > 0 ? `${request} (${[...names].join(', ')})` : request;
}

function readResult(text: string, { pacts }: Plan, { kind }: PactSource): VerifierResult {
  const result = parseVerifierResult(text);
  return kind === 'file'
    ? resultByPosition(
        result,
        pacts.flatMap(({ interactions }) => interactions),
      )
    : result;
}

const filterVariables = ['PACT_DESCRIPTION', 'PACT_PROVIDER_STATE', 'PACT_PROVIDER_NO_STATE'] as const;

/**
 * The official verifier reads these filters from the environment. It then verifies only the selected interactions, and publishes the result
 * for the whole pact.
 * @throws ContractError FILTERS_SET listing the variables that are set
 */
export function assertNoFilters(config: Pick<Config, (typeof filterVariables)[number]>): void {
  const set = filterVariables.filter((name) => config[name] !== undefined);
  if (set.length > 0) throw new ContractError('FILTERS_SET', set.join(', '));
}

/** If the broker refuses a request (exit code 1), nothing was verified: the exit code is 2. */
async function withExitCode2<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof ContractError) || error.exitCode === 2) throw error;
    throw new ContractError('VERIFICATION_IMPOSSIBLE', error.message, { cause: error });
  }
}

function createJob(verification: Verification, { pacts, options }: Plan, messages: WrittenMessages): VerifierJob {
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
      ...httpOptions(provider.http),
      ...(branch ? { providerVersionBranch: branch } : {}),
      ...(publish ? publication : {}),
    },
    messages: messagesInOrder(interactions, messages),
    descriptions: interactions.map(({ description }) => description),
    states: interactions.flatMap(({ states }) => states.map(({ name }) => name)),
    isHttp: provider.http !== undefined,
  };
}

function httpOptions(http: HttpProvider | undefined): Partial<VerifierJob['options']> {
  if (!http) return {};
  const hasHeaders = Object.keys(http.headers).length > 0;
  return { providerBaseUrl: http.baseUrl, ...(hasHeaders && { customProviderHeaders: { ...http.headers } }) };
}

function messagesInOrder(interactions: readonly PactInteraction[], messages: WrittenMessages): VerifierJob['messages'] {
  const queues: Record<string, (VerifierMessage | null)[]> = {};
  for (const { description, states, isMessage, problem, contentType } of interactions) {
    if (!isMessage) continue;
    const key = messageKey(description, states);
    const { text = '', metadata } = messages.get(key) ?? {};
    queues[key] = [...(queues[key] ?? []), problem ? null : { text, metadata: { ...contentType, ...metadata } }];
  }
  return queues;
}
