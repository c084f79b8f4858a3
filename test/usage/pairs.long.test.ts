import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UseResult } from '../../src/usage/use.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { readPairs } from './pairs/pair.ts';
import { makePairEnvironments, type PairOutcome, type Raised, runPairs } from './run-pairs.ts';

const pairs = readPairs(fileURLToPath(new URL('pairs', import.meta.url))).map((pair, index) => ({ ...pair, index }));

/** What a class of the consumer lacks shows where the class is used, not where it stands. */
const CLASS_FAILURES = new Set(['abstract-method-added', 'method-missing', 'method-changed']);

whenIndexIsReachable('small consumers and providers', () => {
  const root = mkdtempSync(join(tmpdir(), 'usage-pairs-'));
  let outcomes: PairOutcome[] = [];
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  beforeAll(async () => {
    outcomes = await runPairs(pairs, await makePairEnvironments(root), root);
  }, 1_200_000);

  test.each(pairs)('$title', ({ index, own, off, fails, unknown, unresolved, shows }) => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error('the pair was not read');
    const read = { ...outcome.read, raised: outcome.read.raised.map((one) => moved(one, shows)) };
    expect(failures(outcome.read.results)).toEqual([...off, ...own].sort());
    expect([notFound(read), notRaised(read)]).toEqual([[], []]);
    if (own.length === 0) expect(outcome.read.raised).toEqual([]);
    expect(failures(outcome.other.results)).toEqual([...fails].sort());
    expect(unknownTexts(outcome.other.results)).toEqual([...unknown].sort());
    expect(outcome.unresolved.map(({ reason }) => reason).sort()).toEqual([...unresolved].sort());
    const other = { ...outcome.other, raised: outcome.other.raised.map((one) => moved(one, shows)) };
    expect(notFound(other)).toEqual([]);
    expect(notRaised(other)).toEqual([]);
  });
});

const plain = (text: string) => text.replaceAll(/\b(prov|consumer)\d+\b/g, '$1');

/** With the line at which the pair says that the reason is. */
function moved(raised: Raised[number], shows: readonly string[]): Raised[number] {
  const lines = new Map(shows.map((line) => line.split(' ') as [string, string]));
  return { ...raised, location: lines.get(plain(raised.location)) ?? plain(raised.location) };
}

function failures(results: readonly UseResult[]): string[] {
  const all = results.flatMap((result) => result.failures);
  return all.map(({ kind, text, required }) => plain(`${required ? '' : 'optional '}${kind}: ${text}`)).sort();
}

function unknownTexts(results: readonly UseResult[]): string[] {
  return [...new Set(results.flatMap((result) => result.unknown.map(({ text }) => plain(text))))].sort();
}

/** Lines that raised although no failure and no unknown part names them. */
function notFound({ results, raised }: { results: readonly UseResult[]; raised: Raised }): Raised {
  const failing = results.flatMap((result) => result.failures).filter(({ required }) => required);
  if (failing.some(({ kind }) => CLASS_FAILURES.has(kind))) return [];
  const unknown = results.flatMap((result) => result.unknown);
  const named = new Set([...failing, ...unknown].flatMap(({ locations }) => locations.map(plain)));
  return raised.filter(({ location, consequence }) => !consequence && !named.has(location));
}

/** Required failures at a line that did not raise. */
function notRaised({ results, raised }: { results: readonly UseResult[]; raised: Raised }): string[] {
  const lines = new Set(raised.map(({ location }) => location));
  return results
    .flatMap((result) => result.failures)
    .filter(({ required }) => required)
    .filter(({ kind, locations }) =>
      CLASS_FAILURES.has(kind) ? raised.length === 0 : !locations.every((location) => lines.has(plain(location))),
    )
    .map(({ text, locations }) => `${text} (${locations.join(', ')})`);
}
