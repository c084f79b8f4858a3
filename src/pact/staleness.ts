import { isDeepStrictEqual } from 'node:util';
import { interactionName, interactionsOf, isSamePact } from './meaning.ts';
import { countInteractions, type PactTexts } from './pact-texts.ts';

/** One difference between the committed pacts and those that the consumer tests write. */
export type Staleness =
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'extra'; readonly file: string }
  | { readonly kind: 'changed'; readonly file: string; readonly changes: readonly string[] }
  | { readonly kind: 'count'; readonly written: number; readonly declared: number };

/** Compares what the committed pacts mean with new ones (see meaning.ts), and the number of new interactions with the number declared. */
export function findStaleness(committed: PactTexts, fresh: PactTexts, declared: number): Staleness[] {
  const written = countInteractions(fresh);
  const files = [...new Set([...committed.keys(), ...fresh.keys()])].sort();
  return [
    ...files.flatMap((file) => fileStaleness(file, committed.get(file), fresh.get(file))),
    ...(written === declared ? [] : [{ kind: 'count', written, declared } as const]),
  ];
}

function fileStaleness(file: string, committed: string | undefined, fresh: string | undefined): Staleness[] {
  if (committed === fresh) return [];
  if (committed === undefined) return [{ kind: 'missing', file }];
  if (fresh === undefined) return [{ kind: 'extra', file }];
  if (isSamePact(committed, fresh)) return [];
  return [{ kind: 'changed', file, changes: describeChanges(committed, fresh) }];
}

/** The difference as a sentence. */
export function describeStaleness(stale: Staleness): string {
  switch (stale.kind) {
    case 'missing':
      return `${stale.file}: missing; the consumer tests write it`;
    case 'extra':
      return `${stale.file}: no consumer test writes it`;
    case 'changed':
      return [`${stale.file}:`, ...stale.changes.map((change) => `  ${change}`)].join('\n');
    case 'count':
      return `${stale.declared} interactions are declared, the consumer tests wrote ${stale.written}`;
  }
}

const MAX_CHANGES = 10;

function describeChanges(committed: string, fresh: string): string[] {
  const changes = fieldChanges(committed, fresh);
  if (changes.length === 0) return [firstChangedLine(committed, fresh)];
  const more = changes.length - MAX_CHANGES;
  return [...changes.slice(0, MAX_CHANGES), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** Empty when a text is not JSON, or when both have the same value. */
function fieldChanges(committed: string, fresh: string): string[] {
  try {
    const differences = jsonDifferences(byDescription(JSON.parse(committed)), byDescription(JSON.parse(fresh)));
    return differences.map(
      ({ path, before, after }) => `${path}: expected ${formatShortened(after)}, found ${formatShortened(before)}`,
    );
  } catch {
    return [];
  }
}

/** Text that is not JSON; numbers that differ in their spelling. */
function firstChangedLine(committed: string, fresh: string): string {
  const found = committed.split('\n');
  const expected = fresh.split('\n');
  const changed = found.findIndex((line, index) => line !== expected[index]);
  const index = changed === -1 ? found.length : changed;
  return `line ${index + 1}: expected ${formatShortened(expected[index])}, found ${formatShortened(found[index])}`;
}

/** Interactions by their description, so that a new one does not shift all others; by states as well where a description occurs twice. */
function byDescription(pact: Readonly<Record<string, unknown>>): unknown {
  const all = interactionsOf(pact);
  const named = all.map((one) => {
    const isUnique = all.filter(({ description }) => description === one.description).length === 1;
    return [isUnique ? `"${one.description}"` : interactionName(one), one] as const;
  });
  const { messages: _, ...rest } = pact;
  return { ...rest, interactions: Object.fromEntries(named) };
}

function formatShortened(value: unknown): string {
  const text = value === undefined ? 'no value' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** One difference between two JSON values; a side is undefined where the value is absent. */
export interface JsonDifference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The differences between two JSON values, at the deepest level, in the order of `before`. */
export function jsonDifferences(before: unknown, after: unknown, path = ''): JsonDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => jsonDifferences(before[name], after[name], path ? `${path}.${name}` : name));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
