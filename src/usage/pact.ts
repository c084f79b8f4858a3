/**
 * The usage contract as a part of a Pact file: one interaction for each name of the provider that the consumer uses. The parameters of a
 * provider state contain the use; the message is the answer of a provider that fits. A provider that does not fit answers with sentences,
 * which every verifier reports as the mismatch, and every broker shows on its pages.
 */
import { z } from 'zod';
import { sortKeys, USAGE_KEY, USAGE_STATE, type UsageInteraction, type UsagePart } from '../pact/usage-part.ts';
import { compactUse, expandUse } from './compact-use.ts';
import { fullName } from './describe-part.ts';
import { locationsOf } from './parts.ts';
import type { Usage, Use } from './use.ts';

/** Which code of the consumer the usage was read from. */
const UsageConsumer = z.strictObject({
  distribution: z.string(),
  version: z.string(),
  /** The commit it was installed from, a full SHA. */
  commit: z.string().optional(),
  /** True for a folder with uncommitted content. */
  modified: z.literal(true).optional(),
});
export type UsageConsumer = z.infer<typeof UsageConsumer>;

/** The usage entry in the pact's metadata, which is not verified. */
export const UsageMetadata = z.strictObject({
  consumer: UsageConsumer,
  /** The release that types were read from. */
  provider: z.strictObject({ distribution: z.string(), version: z.string() }),
  /** What the consumer requires of the provider; absent when it requires nothing. */
  requirement: z.string().optional(),
  /** The locations of each part of a use (see parts.ts), by the interaction's description. */
  locations: z.record(z.string(), z.array(z.array(z.string()))),
});
export type UsageMetadata = z.infer<typeof UsageMetadata>;

/** The input for writing a usage pact. */
export interface UsageContract {
  readonly consumer: UsageConsumer;
  readonly provider: Usage['provider'];
  readonly requirement?: string | undefined;
  /** Extras of the provider that the consumer requires. */
  readonly extras: readonly string[];
  readonly uses: readonly Use[];
}

/** The usage part of the pact, in an order that depends only on the uses. */
export function usagePart({ consumer, provider, requirement, extras, uses }: UsageContract): UsagePart {
  const described = describeUses(uses);
  const metadata: UsageMetadata = {
    consumer,
    provider: { distribution: provider.name, version: provider.version },
    ...(requirement && { requirement }),
    locations: Object.fromEntries(described.map(({ description, use }) => [description, locationsOf(use)])),
  };
  return { interactions: described.map((one) => interaction(one, extras)), metadata };
}

/** What a usage interaction asks of the provider. */
export interface UsageQuestion {
  readonly use: Use;
  readonly extras: readonly string[];
}

const Params = z.object({ use: z.unknown(), extras: z.array(z.string()).default([]) });

/**
 * Reads the parameters of the provider state.
 * @returns undefined when they are not those of a usage interaction of this project
 */
export function readUsageQuestion(params: unknown): UsageQuestion | undefined {
  const { data } = Params.safeParse(params);
  if (!data) return undefined;
  try {
    return { use: expandUse(data.use), extras: data.extras };
  } catch {
    return undefined;
  }
}

/** The metadata of a pact; undefined when it has no usage, or none that can be read. */
export function usageMetadataOf(pact: object): UsageMetadata | undefined {
  const { metadata } = pact as { metadata?: Readonly<Record<string, unknown>> };
  return UsageMetadata.safeParse(metadata?.[USAGE_KEY]).data;
}

/** The message of a provider: `failures` are sentences about it. */
export function usageAnswer(use: Use, failures: readonly string[]): object {
  return { [fullName(use)]: { failures, fits: failures.length === 0 } };
}

interface DescribedUse {
  readonly description: string;
  readonly use: Use;
}

function describeUses(uses: readonly Use[]): DescribedUse[] {
  const described = uses.map((use) => ({ description: describeUse(use), use }));
  return described.sort((a, b) => (a.description < b.description ? -1 : 1));
}

function describeUse(use: Use): string {
  return `${use.imported ? 'uses' : 'receives'} ${fullName(use)}`;
}

function interaction({ description, use }: DescribedUse, extras: readonly string[]): UsageInteraction {
  const params = { use: compactUse(use), ...(extras.length > 0 && { extras: [...extras].sort() }) };
  return sortKeys({
    contents: { content: usageAnswer(use, []), contentType: 'application/json', encoded: false },
    description,
    metadata: { contentType: 'application/json' },
    pending: false,
    providerStates: [{ name: USAGE_STATE, params }],
    type: 'Asynchronous/Messages',
  }) as UsageInteraction;
}
