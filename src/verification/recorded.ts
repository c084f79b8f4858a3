import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { matrixPath } from '../matrix/path.ts';
import { type Doubt, doubt, type VerifiedPact } from './outcome.ts';
import type { ServedPact } from './served-pact.ts';

/** The provider version whose results are looked up. */
export interface ProviderVersion {
  readonly provider: string;
  readonly version: string;
}

/** A result in the broker's matrix. */
interface RecordedResult {
  readonly href: string;
  readonly success: boolean;
}

/** Pact URL → the result recorded for it. */
export type RecordedResults = ReadonlyMap<string, RecordedResult | undefined>;

type Wanted = Pick<ServedPact, 'url' | 'consumer' | 'consumerVersions'>;

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

/** The results that the broker has for each pact and this provider version. */
export async function recordedResults(
  broker: BrokerClient,
  pacts: readonly Wanted[],
  provider: ProviderVersion,
): Promise<RecordedResults> {
  const found = pacts.map(async (pact) => [pact.url, await recordedResult(broker, pact, provider)] as const);
  return new Map(await Promise.all(found));
}

async function recordedResult(
  broker: BrokerClient,
  { consumer, consumerVersions: [consumerVersion] }: Wanted,
  { provider, version }: ProviderVersion,
): Promise<RecordedResult | undefined> {
  if (consumerVersion === undefined) return undefined;
  const selectors = [
    { pacticipant: consumer, version: consumerVersion },
    { pacticipant: provider, version },
  ];
  const path = matrixPath({ selectors, latestby: 'cvpv' });
  const parsed = Matrix.safeParse(await broker.get(path));
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', path, { cause: parsed.error });
  const row = parsed.data.matrix.find((one) => one.provider.version?.number === version && one.verificationResult);
  const result = row?.verificationResult;
  return result ? { href: result._links.self.href, success: result.success } : undefined;
}

/**
 * Checks that the broker has a new result for each pact, equal to the one that was found. The official verifier itself
 * ignores a failure to publish.
 */
export async function unrecorded(
  broker: BrokerClient,
  pacts: readonly VerifiedPact[],
  provider: ProviderVersion,
  before: RecordedResults,
): Promise<Doubt[]> {
  try {
    const after = await recordedResults(broker, pacts, provider);
    return pacts.flatMap((pact) => {
      const result = after.get(pact.url);
      const arrived = result && result.href !== before.get(pact.url)?.href && result.success === pact.success;
      return arrived ? [] : [doubt('RESULT_NOT_RECORDED', `${pact.consumer} ${pact.consumerVersions[0] ?? pact.url}`)];
    });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [doubt('RESULT_NOT_RECORDED', `${pacts.length} pacts: ${error.message}`)];
  }
}
