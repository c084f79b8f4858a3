/** The results that a broker has for each pact in force and every version of the provider, recorded by any run, shard or machine. */
import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { recordedFailure } from '../usage/recorded-failures.ts';
import { isSame } from './consistency.ts';
import { type HistoryCell, labelOf, type PairVerdict } from './history-row.ts';
import type { PactToVerify } from './pact-to-verify.ts';

export interface RecordedPairs {
  /** Undefined: the broker has no result. */
  successOf(version: string, pact: PactToVerify): boolean | undefined;
  /** The verdict that the recorded result gives. */
  read(version: string, pact: PactToVerify): Promise<PairVerdict & Pick<HistoryCell, 'featuresNotRecorded'>>;
}

interface Recorded {
  readonly success: boolean;
  readonly href: string;
}

const side = z.object({ name: z.string(), version: z.object({ number: z.string() }).nullish() });
const Matrix = z.object({
  matrix: z.array(
    z.object({
      consumer: side,
      provider: side,
      verificationResult: z
        .object({ success: z.boolean(), _links: z.object({ self: z.object({ href: z.string() }) }) })
        .nullish(),
    }),
  ),
});

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
      const { success, href } = find(version, pact) ?? { success: true, href: '' };
      const features = hasOptionalUses(pact) ? ({ featuresNotRecorded: true } as const) : {};
      if (success) return { verdict: 'yes', sentences: [], ...features };
      return { verdict: 'no', sentences: sentencesOf(await broker.getCurrent(href), pact, `${provider} ${version}`) };
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
  const parsed = Matrix.safeParse(await broker.getCurrent(path));
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', path, { cause: parsed.error });
  const own = parsed.data.matrix.filter(
    (row) => isSame(row.consumer.name, consumer) && row.consumer.version?.number === consumerVersion,
  );
  return new Map(
    own.flatMap(({ provider: { name, version }, verificationResult: result }) =>
      result && version && isSame(name, provider)
        ? [[version.number, { success: result.success, href: result._links.self.href }] as const]
        : [],
    ),
  );
}

/** Whether a feature may be off although the pact is satisfied. The compact form of a use states `required` only where it is false. */
function hasOptionalUses({ interactions }: PactToVerify): boolean {
  return interactions.some(({ states }) => /"(moduleR|r)equired":false/.test(JSON.stringify(states)));
}

const TestResults = z.array(
  z.object({
    interactionId: z.string().nullish(),
    interactionDescription: z.string().nullish(),
    success: z.boolean(),
    mismatches: z.array(z.object({ description: z.string().nullish(), identifier: z.string().nullish() })).default([]),
  }),
);

/** One sentence for each interaction that failed, in the words of the result. What is undetermined comes last. */
function sentencesOf(result: Readonly<Record<string, unknown>>, pact: PactToVerify, provider: string): string[] {
  const results = TestResults.safeParse(result.testResults).data ?? [];
  const failed = results.filter(({ success }) => !success);
  if (failed.length === 0) return [`${labelOf(pact)} does not fit ${provider}: its recorded result does not say why`];
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
  // The result of another interaction has the verifier's own sentences.
  const text = recordedFailure(description, mismatches) ?? mismatches.map(({ message }) => message).join(', ');
  return {
    does: named ? `${description} (${named})` : description,
    text,
    undetermined: text.startsWith('it cannot be determined'),
  };
}
