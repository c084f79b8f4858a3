import { shortenShas } from '../text/short-sha.ts';
import { textTable, withoutControlCharacters } from '../text/table.ts';
import { type ConsumerVersion, fieldNameOf, type Reliance } from './reliance.ts';

const headings = ['field', 'consumer', 'version', 'where', 'relies on', 'interactions'];

/** Who relies on what, as a table for a terminal. */
export function relianceReport(found: readonly Reliance[], subject: string): string {
  if (found.length === 0)
    return `Nobody relies on ${withoutControlCharacters(subject)}, as far as the pacts in force say.`;
  const consumers = new Set(found.map(({ consumer }) => consumer));
  const rows = found.flatMap((one) => one.versions.map((version) => cells(one, version).map(withoutControlCharacters)));
  const who = `${consumers.size} ${consumers.size === 1 ? 'consumer relies' : 'consumers rely'}`;
  return [...textTable([headings, ...rows]), '', `${who} on ${withoutControlCharacters(subject)}.`].join('\n');
}

function cells(one: Reliance, version: ConsumerVersion): string[] {
  const [first = '', ...others] = one.interactions;
  return [
    fieldNameOf(one),
    one.consumer,
    versionLabel(version),
    whereLabel(version),
    one.wants,
    others.length > 0 ? `${first} and ${others.length} more` : first,
  ];
}

/** `3f2a91c0d1e2 (main)`. */
export function versionLabel({ number, branches }: ConsumerVersion): string {
  return `${shortenShas(number)}${branches.length > 0 ? ` (${branches.join(', ')})` : ''}`;
}

/** Where it is deployed or released; a version that is nowhere yet is in force by its branch. */
export function whereLabel({ environments }: ConsumerVersion): string {
  return environments.length > 0 ? environments.join(', ') : '-';
}
