/**
 * The origin of a pact is the code that wrote it: the Python distribution at a version or commit, or the TypeScript reference model. It is
 * stored in the pact's top-level metadata, outside the interactions, so that equal contracts have one SHA, whichever code wrote them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { isUsageInteraction } from './usage-part.ts';

/** The key of the origin in the pact's metadata. */
export const ORIGIN_KEY = 'market-data-contracts';

const ReferenceOrigin = z.strictObject({ code: z.literal('reference') });

const PythonOrigin = z.strictObject({
  code: z.literal('python'),
  /** The distribution whose code handled the messages, and its own version. */
  distribution: z.string(),
  version: z.string(),
  /** The commit it was installed from, a full SHA. Absent for a release from the index. */
  commit: z.string().optional(),
  /** True when it was installed from a folder whose content is not a commit: one with changes, or outside a git checkout. */
  modified: z.literal(true).optional(),
  /** The release of market-data-core that it ran with. */
  core: z.string(),
  python: z.string(),
  /** Lines of the consumer's code that read the messages: `package/file.py:50`. */
  locations: z.array(z.string()).optional(),
  /** The commit of the contracts; outside a checkout, the version of the npm package. */
  contracts: z.string(),
});

const PactOrigin = z.discriminatedUnion('code', [ReferenceOrigin, PythonOrigin]);
export type PythonOrigin = z.infer<typeof PythonOrigin>;
export type PactOrigin = z.infer<typeof PactOrigin>;

/** The number of messages that were written, beside the origin: a reader sees when some of them are missing. */
const messageCount = { interactions: z.int().min(0).optional() };
const StoredOrigin = z.discriminatedUnion('code', [
  ReferenceOrigin.extend(messageCount),
  PythonOrigin.extend(messageCount),
]);

/** The origin in a pact; undefined when it has none, or an invalid one. */
export function originOf(pact: object): PactOrigin | undefined {
  const { interactions: _, ...origin } = storedOriginOf(pact) ?? {};
  return PactOrigin.safeParse(origin).data;
}

/** The number of messages that the code wrote into a pact; undefined when the pact does not state it. */
export function writtenMessagesOf(pact: object): number | undefined {
  return storedOriginOf(pact)?.interactions;
}

function storedOriginOf(pact: object): z.infer<typeof StoredOrigin> | undefined {
  const { metadata } = pact as { metadata?: Readonly<Record<string, unknown>> };
  return StoredOrigin.safeParse(metadata?.[ORIGIN_KEY]).data;
}

/** The messages of a pact: its interactions without those about usage. */
export function countMessages(pact: object): number {
  const { interactions, messages } = pact as { interactions?: unknown; messages?: unknown };
  const lists = [interactions, messages].filter(Array.isArray);
  return lists.flat().filter((one) => !isUsageInteraction(one)).length;
}

/** Pact writes JSON with two spaces of indentation and sorted keys; `market-data-contracts` is the first key of the metadata. */
const METADATA_START = /^ {2}"metadata": \{\n/m;
const ORIGIN_IN_TEXT = new RegExp(`^ {4}"${ORIGIN_KEY}": \\{[^}]*\\},\\n`, 'm');

/**
 * Adds the origin, and the number of messages, to a pact file that Pact has written. The rest of the text is unchanged: serialising parsed JSON
 * would turn 1.0 into 1.
 * @throws ContractError PACT_UNREADABLE when the file has no metadata in Pact's format
 */
export function writeOrigin(file: string, origin: PactOrigin): void {
  const text = withoutOrigin(readFileSync(file, 'utf8'));
  if (!METADATA_START.test(text)) throw new ContractError('PACT_UNREADABLE', `${file} has no metadata`);
  const stored = { ...origin, interactions: countMessages(JSON.parse(text)) };
  const sorted = Object.fromEntries(Object.entries(stored).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lines = JSON.stringify(sorted, undefined, 2).replaceAll('\n', '\n    ');
  writeFileSync(
    file,
    text.replace(METADATA_START, (start) => `${start}    "${ORIGIN_KEY}": ${lines},\n`),
  );
}

/** The text of a pact file without its origin. The reference model and the pipeline write the same text. */
export function withoutOrigin(text: string): string {
  return text.replace(ORIGIN_IN_TEXT, '');
}
