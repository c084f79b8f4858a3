import { jsonDifferences } from './json-difference.ts';

/** The texts of pact files, by file name. */
export type PactTexts = ReadonlyMap<string, string>;

/** One difference between the committed pacts and those that the consumer tests write. */
export type Staleness =
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'extra'; readonly file: string }
  | { readonly kind: 'changed'; readonly file: string; readonly places: readonly string[] }
  | { readonly kind: 'count'; readonly written: number; readonly declared: number };

/** Compares the committed pacts with new ones, byte by byte, and counts the new interactions. */
export function staleness(kept: PactTexts, fresh: PactTexts, declared: number): Staleness[] {
  const written = countInteractions(fresh);
  const files = [...new Set([...kept.keys(), ...fresh.keys()])].sort();
  return [
    ...files.flatMap((file) => stalenessOf(file, kept.get(file), fresh.get(file))),
    ...(written === declared ? [] : [{ kind: 'count', written, declared } as const]),
  ];
}

function stalenessOf(file: string, kept: string | undefined, fresh: string | undefined): Staleness[] {
  if (kept === fresh) return [];
  if (kept === undefined) return [{ kind: 'missing', file }];
  if (fresh === undefined) return [{ kind: 'extra', file }];
  return [{ kind: 'changed', file, places: changedPlaces(kept, fresh) }];
}

/** The interactions in all files together. */
export function countInteractions(pacts: PactTexts): number {
  return [...pacts.values()].reduce((count, text) => count + interactionsOf(JSON.parse(text)).length, 0);
}

/** The difference in words. */
export function describeStaleness(stale: Staleness): string {
  switch (stale.kind) {
    case 'missing':
      return `${stale.file}: missing, though the consumer tests write it`;
    case 'extra':
      return `${stale.file}: no consumer test writes it any more`;
    case 'changed':
      return [`${stale.file}:`, ...stale.places.map((place) => `  ${place}`)].join('\n');
    case 'count':
      return `${stale.declared} interactions are declared, the consumer tests wrote ${stale.written}`;
  }
}

const mostPlaces = 10;

function changedPlaces(kept: string, fresh: string): string[] {
  const places = fieldPlaces(kept, fresh);
  if (places.length === 0) return [firstLine(kept, fresh)];
  const more = places.length - mostPlaces;
  return [...places.slice(0, mostPlaces), ...(more > 0 ? [`and ${more} more`] : [])];
}

function fieldPlaces(kept: string, fresh: string): string[] {
  try {
    return jsonDifferences(byDescription(JSON.parse(kept)), byDescription(JSON.parse(fresh))).map(
      ({ path, before, after }) => `${path}: ${show(before)} here, ${show(after)} as written now`,
    );
  } catch {
    return [];
  }
}

/** The same JSON in other bytes: order, spaces, line ends. */
function firstLine(kept: string, fresh: string): string {
  const [here, now] = [kept.split('\n'), fresh.split('\n')];
  const at = here.findIndex((line, index) => line !== now[index]);
  const line = at === -1 ? here.length : at;
  return `line ${line + 1}: ${show(here[line])} here, ${show(now[line])} as written now`;
}

/** Interactions by their description, so that a new one does not shift all others. */
function byDescription(pact: Readonly<Record<string, unknown>>): unknown {
  const interactions = interactionsOf(pact).map((one) => [`"${one.description}"`, one] as const);
  return { ...pact, interactions: Object.fromEntries(interactions) };
}

function interactionsOf(pact: unknown): readonly { readonly description?: string }[] {
  const interactions = (pact as { interactions?: unknown } | null)?.interactions;
  return Array.isArray(interactions) ? interactions : [];
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
