/**
 * Which code wrote a pact: the Python distribution at a version or commit, or the TypeScript reference model. It stands in the pact's
 * top-level metadata, outside the interactions, so that equal contracts have one SHA, independent of the code that
 * wrote them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/** Its name in the pact's metadata. */
export const ORIGIN_KEY = 'market-data-contracts';

const ReferenceOrigin = z.strictObject({ code: z.literal('reference') });

const PythonOrigin = z.strictObject({
  code: z.literal('python'),
  /** The distribution that was driven, and the version that it gives itself. */
  distribution: z.string(),
  version: z.string(),
  /** The commit it was installed from, a full SHA. A release from the index has none. */
  commit: z.string().optional(),
  /** True when the folder it was installed from has content that no commit names: changes, or no git checkout at all. */
  modified: z.literal(true).optional(),
  /** The release of market-data-core that it ran with. */
  core: z.string(),
  python: z.string(),
  /** The commit of the contracts, or the package's version where there is no checkout. */
  contracts: z.string(),
});

const PactOrigin = z.discriminatedUnion('code', [ReferenceOrigin, PythonOrigin]);
export type PythonOrigin = z.infer<typeof PythonOrigin>;
export type PactOrigin = z.infer<typeof PactOrigin>;

/** The origin that a pact states; undefined when it states none, or none that can be read. */
export function originOf(pact: object): PactOrigin | undefined {
  const { metadata } = pact as { metadata?: Readonly<Record<string, unknown>> };
  return PactOrigin.safeParse(metadata?.[ORIGIN_KEY]).data;
}

/** Written by Pact with two blanks of indentation and sorted keys; `market-data-contracts` is the first of them. */
const METADATA_START = /^ {2}"metadata": \{\n/m;
const ORIGIN_IN_TEXT = new RegExp(`^ {4}"${ORIGIN_KEY}": \\{[^}]*\\},\\n`, 'm');

/**
 * Adds the origin to a pact file that Pact has written. The rest of the text is unchanged: serialising the parsed JSON would turn 1.0
 * into 1.
 * @throws ContractError PACT_UNREADABLE when the file has no metadata in Pact's format
 */
export function writeOrigin(file: string, origin: PactOrigin): void {
  const text = withoutOrigin(readFileSync(file, 'utf8'));
  if (!METADATA_START.test(text)) throw new ContractError('PACT_UNREADABLE', `${file} has no metadata`);
  const sorted = Object.fromEntries(Object.entries(origin).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lines = JSON.stringify(sorted, undefined, 2).replaceAll('\n', '\n    ');
  writeFileSync(
    file,
    text.replace(METADATA_START, (start) => `${start}    "${ORIGIN_KEY}": ${lines},\n`),
  );
}

/** The text of a pact file without its origin: what the reference and the pipeline both write. */
export function withoutOrigin(text: string): string {
  return text.replace(ORIGIN_IN_TEXT, '');
}
