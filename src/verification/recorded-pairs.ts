/**
 * The results that a broker has for each pact in force and every version of the provider, recorded by any run, shard or machine. A result is
 * accepted only if its own resource agrees with the matrix and with the pact: a success must list each of the pact's interactions as passed.
 */
import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { hasOptionalUses, recordedMissingUses } from '../usage/optional-uses.ts';
import { recordedFailure } from '../usage/recorded-failures.ts';
import { isSame } from './consistency.ts';
import { type HistoryCell, labelOf, type PairVerdict } from './history-row.ts';
import { findMatrixRows } from './matrix-rows.ts';
import type { PactToVerify } from './pact-to-verify.ts';

export interface RecordedPairs {
  /** According to the matrix. Undefined: the broker has no result, or several that differ. */
  successOf(version: string, pact: PactToVerify): boolean | undefined;
  /** The verdict that the recorded result gives; undefined if there is none, or if the result and the matrix contradict each other. */
  read(version: string, pact: PactToVerify): Promise<RecordedVerdict | undefined>;
}

export type RecordedVerdict = PairVerdict & Pick<HistoryCell, 'featuresNotRecorded'>;

interface Recorded {
  readonly success: boolean;
  readonly href: string;
}

/** Finds the results with one request for each pact. @throws ContractError BROKER_NOT_HAL */
export async function findRecordedPairs(
  broker: BrokerClient,
  provider: string,
  pacts: readonly PactToVerify[],
): Promise<RecordedPairs> {
  const results = new Map<string, ReadonlyMap<string, Recorded>>();
  for (const pact of pacts) results.set(pact.url, await findResults(broker, provider, pact));
  const find = (version: string, { url }: PactToVerify) => results.get(url)?.get(version);
  return {
    successOf: (version, pact) => find(version, pact)?.success,
    read: async (version, pact) => {
      const found = find(version, pact);
      const result = found && (await broker.findCurrent(found.href));
      if (!result || !isResultOf(result, found, pact, { provider, version })) return undefined;
      if (!found.success) return { verdict: 'no', sentences: sentencesOf(result, pact, `${provider} ${version}`) };
      return satisfiedVerdict(result, pact);
    },
  };
}

/** The results of one pact by the version of the provider. */
async function findResults(
  broker: BrokerClient,
  provider: string,
  { consumer, consumerVersions: [consumerVersion] }: PactToVerify,
): Promise<ReadonlyMap<string, Recorded>> {
  if (consumerVersion === undefined) return new Map();
  const selectors = [{ pacticipant: consumer, version: consumerVersion }, { pacticipant: provider }];
  const path = matrixPath({ selectors, latestby: 'cvpv', limit: ALL_ROWS });
  const own = (await findMatrixRows(broker, path)).filter(
    (row) => isSame(row.consumer.name, consumer) && row.consumer.version?.number === consumerVersion,
  );
  const results = new Map<string, Recorded>();
  const repeated = new Set<string>();
  for (const { provider: side, verificationResult: result } of own) {
    if (!result || !side.version || !isSame(side.name, provider)) continue;
    if (results.has(side.version.number)) repeated.add(side.version.number);
    results.set(side.version.number, { success: result.success, href: result._links.self.href });
  }
  // The query requests one row for each version. If the broker returns several, none is accepted.
  for (const version of repeated) results.delete(version);
  return results;
}

/** The official verifier does not record which optional uses are missing; publish-results.ts does. */
function satisfiedVerdict({ testResults }: Hal, { interactions }: PactToVerify): RecordedVerdict {
  const missing = recordedMissingUses(Array.isArray(testResults) ? testResults : [], interactions);
  if (missing) return { verdict: missing.length > 0 ? 'off' : 'yes', sentences: missing };
  return { verdict: 'yes', sentences: [], ...(hasOptionalUses(interactions) && { featuresNotRecorded: true }) };
}

const TestResults = z.array(
  z.object({
    interactionId: z.string().nullish(),
    interactionDescription: z.string().nullish(),
    success: z.boolean(),
    mismatches: z.array(z.object({ description: z.string().nullish(), identifier: z.string().nullish() })).default([]),
  }),
);

/** Whether the result's own resource states what the matrix does, about this pact, and its list of interactions agrees. */
function isResultOf(
  result: Hal,
  { href, success }: Recorded,
  pact: PactToVerify,
  { provider, version }: { readonly provider: string; readonly version: string },
): boolean {
  return (
    result.success === success &&
    result.providerApplicationVersion === version &&
    isSame(result.providerName ?? provider, provider) &&
    isSamePact(href, pact.url) &&
    (success ? isEveryInteractionPassed(result, pact) : !isEveryInteractionPassed(result, pact))
  );
}

/** Compares provider, consumer and, where both URLs contain it, the SHA of the pact version. */
function isSamePact(href: string, url: string): boolean {
  const one = pactInPath(href);
  const other = pactInPath(url);
  const isSameSide = (side: 'provider' | 'consumer') => isSame(one?.[side], other?.[side]);
  if (!isSameSide('provider') || !isSameSide('consumer')) return false;
  return one?.sha === undefined || other?.sha === undefined || one.sha === other.sha;
}

function pactInPath(href: string): Readonly<Record<string, string | undefined>> | undefined {
  return /\/pacts\/provider\/(?<provider>[^/?]+)\/consumer\/(?<consumer>[^/?]+)\/(?:pact-version\/(?<sha>[^/?]+))?/.exec(
    href,
  )?.groups;
}

/** False if the result does not list an interaction of the pact, or lists any that failed. */
function isEveryInteractionPassed(result: Hal, { interactions }: PactToVerify): boolean {
  const { data: tests = [] } = TestResults.safeParse(result.testResults);
  const isListed = ({ id, description }: PactToVerify['interactions'][number]) =>
    tests.some((one) => (one.interactionId ? one.interactionId === id : one.interactionDescription === description));
  return interactions.length > 0 && tests.every(({ success }) => success) && interactions.every(isListed);
}

/** One sentence for each interaction that failed, in the words of the result. What is undetermined comes last. */
function sentencesOf(result: Hal, pact: PactToVerify, provider: string): string[] {
  const results = TestResults.safeParse(result.testResults).data ?? [];
  const failed = results.filter(({ success }) => !success);
  if (failed.length === 0) return [`${labelOf(pact)} does not fit ${provider}: its recorded result contains no reason`];
  const found = failed.map((one) => failureOf(one, pact));
  return [...found.filter((one) => !one.undetermined), ...found.filter((one) => one.undetermined)].map(
    ({ does, text }) => `${labelOf(pact)} ${does}; in ${provider} ${text}`,
  );
}

/** The most locations that a sentence names. The result does not contain which of an interaction's uses does not fit. */
const MAX_LOCATIONS = 3;

function failureOf(failed: z.infer<typeof TestResults>[number], { interactions, usage }: PactToVerify) {
  const found = interactions.find(({ id }) => id !== undefined && id === failed.interactionId);
  const description = found?.description ?? failed.interactionDescription ?? 'an interaction';
  const locations = [...new Set(usage?.locations[description]?.flat() ?? [])];
  const more = locations.length > MAX_LOCATIONS ? [`${locations.length - MAX_LOCATIONS} more lines`] : [];
  const named = [...locations.slice(0, MAX_LOCATIONS), ...more].join(', ');
  const mismatches = failed.mismatches.map((one) => ({
    identifier: one.identifier ?? '',
    message: one.description ?? '',
  }));
  // The result of an interaction that is not a use has the verifier's own messages.
  const text = recordedFailure(description, mismatches) ?? mismatches.map(({ message }) => message).join(', ');
  return {
    does: named ? `${description} (${named})` : description,
    text,
    undetermined: text.startsWith('it cannot be determined'),
  };
}
