/**
 * The usage part of a pact file: interactions that describe what the consumer uses of the provider's Python API. The locations of the uses
 * are in the pact's top-level metadata, because moving code must not change the contract. The file is changed as text, because serializing
 * the parsed JSON would turn the 1.0 of a message into 1.
 */
import { ContractError } from '../config/errors.ts';

/** The provider state of every usage interaction. Its parameters hold the use. */
export const USAGE_STATE = 'the consumer uses a name of the provider';

/** The member of the pact's metadata that has the locations. */
export const USAGE_KEY = 'usage-contract';

/** One interaction in the form of Pact's specification 4. */
export interface UsageInteraction {
  readonly description: string;
  readonly providerStates: readonly { readonly name: string; readonly params: Readonly<Record<string, unknown>> }[];
}

/** The usage of a pact, which is written besides its messages. */
export interface UsagePart {
  readonly interactions: readonly UsageInteraction[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Whether an interaction of a pact is about the provider's API as the consumer uses it. */
export function isUsageInteraction(interaction: object): boolean {
  const { providerStates } = interaction as { providerStates?: unknown };
  return Array.isArray(providerStates) && providerStates.some((state) => state?.name === USAGE_STATE);
}

/** Whether a pact has usage interactions. */
export function hasUsage({ interactions = [] }: { readonly interactions?: readonly object[] | undefined }): boolean {
  return interactions.some(isUsageInteraction);
}

/** Whether a pact has usage interactions and no others: no consumer test writes it. */
export function isUsageAlone({
  interactions = [],
}: {
  readonly interactions?: readonly object[] | undefined;
}): boolean {
  return interactions.length > 0 && interactions.every(isUsageInteraction);
}

/** The text of a new pact that has only a usage part. */
export function pactWithUsage(consumer: string, provider: string, usage: UsagePart): string {
  const metadata = { pactSpecification: { version: '4.0' }, [USAGE_KEY]: usage.metadata };
  const { interactions } = usage;
  return prettyJson({ consumer: { name: consumer }, interactions, metadata, provider: { name: provider } });
}

/**
 * The text of a pact file with another usage part, or without one. Messages stay byte for byte.
 * @throws ContractError PACT_UNREADABLE when the file is not in Pact's format, or of an older specification
 */
export function replaceUsage(text: string, usage: UsagePart | undefined): string {
  const { before, interactions, after } = splitPact(text);
  const messages = interactions.filter((one) => !isUsageInteraction(JSON.parse(one)));
  const added = (usage?.interactions ?? []).map((one) => indent(prettyJson(one), 4));
  const list = [...messages, ...added].map((one) => `\n    ${one}`).join(',');
  return `${before}[${list === '' ? '' : `${list}\n  `}]${withMetadata(after, usage)}`;
}

/** The text of a pact file without its usage: what consumer tests write. Undefined when it has nothing else. */
export function withoutUsage(text: string): string | undefined {
  if (!text.includes(`"${USAGE_KEY}"`)) return text;
  return isUsageAlone(JSON.parse(text)) ? undefined : replaceUsage(text, undefined);
}

/** The usage part of a pact file; undefined when it has none. */
export function usagePartOf(text: string): UsagePart | undefined {
  const { interactions = [], metadata = {} } = JSON.parse(text);
  const used = interactions.filter(isUsageInteraction);
  return used.length === 0 ? undefined : { interactions: used, metadata: metadata[USAGE_KEY] ?? {} };
}

/** JSON as Pact writes it: two blanks of indentation, sorted keys. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(sortKeys(value), undefined, 2);
}

/** The same value with the keys of every object in alphabetical order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sortKeys(member)]));
}

interface SplitPact {
  readonly before: string;
  /** The text of each interaction. */
  readonly interactions: readonly string[];
  readonly after: string;
}

const LIST_START = '\n  "interactions": ';
const LIST_END = '\n  ]';

/** Pact writes each interaction from a line `    {` to a line `    }`, and the metadata after them. */
function splitPact(text: string): SplitPact {
  const start = text.indexOf(LIST_START) + LIST_START.length;
  const before = text.slice(0, start);
  const rest = text.slice(start);
  const end = rest.startsWith('[]') ? '[]'.length : rest.indexOf(LIST_END) + LIST_END.length;
  const list = rest.slice(0, end);
  const after = rest.slice(end);
  const isPact = before.endsWith(LIST_START) && /^\[(\]|\n {4}\{\n)/.test(list);
  if (!isPact || !after.startsWith(',\n  "metadata": {') || !/"version": "4/.test(after))
    throw new ContractError('PACT_UNREADABLE', 'usage can be added to a pact of specification 4 that Pact has written');
  const body = list.slice('[\n    '.length, -LIST_END.length);
  return { before, interactions: list === '[]' ? [] : body.split(/,\n {4}(?=\{\n)/), after };
}

function withMetadata(after: string, usage: UsagePart | undefined): string {
  const [, start = '', body = '', end = ''] = /^(,\n {2}"metadata": )(\{.*?\n {2}\}|\{\})(.*)$/s.exec(after) ?? [];
  const metadata = JSON.parse(body);
  if (!usage && !(USAGE_KEY in metadata)) return after;
  const { [USAGE_KEY]: _former, ...others } = metadata;
  return start + indent(prettyJson({ ...others, ...(usage && { [USAGE_KEY]: usage.metadata }) }), 2) + end;
}

function indent(text: string, columns: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(columns)}`);
}
