import { shellQuote } from '../text/command.ts';
import { didYouMean } from '../text/nearest.ts';
import { reportText } from '../text/report.ts';
import { shortenShas } from '../text/short-sha.ts';
import { type ConsumerVersion, fieldNameOf, type Reliance } from './reliance.ts';

/**
 * Which consumers rely on which fields, as a table for a terminal.
 * @param subject what was searched for: a provider or a field
 * @param suggestion the end of the sentence, when there is none
 */
export function relianceReport(reliances: readonly Reliance[], subject: string, suggestion?: string): string {
  const consumers = new Set(reliances.map(({ consumer }) => consumer));
  const total = `${consumers.size} ${consumers.size === 1 ? 'consumer relies' : 'consumers rely'}`;
  return reportText({
    conclusion: reliances.length === 0 ? noReliance(subject, suggestion) : `${total} on ${subject}.`,
    parts: [
      {
        headings: ['field', 'consumer', 'version', 'environments', 'expected', 'interactions'],
        rows: reliances.flatMap((reliance) => reliance.versions.map((version) => formatCells(reliance, version))),
      },
    ],
  });
}

function noReliance(subject: string, suggestion = '.'): string {
  return `No pact in force relies on ${subject}${suggestion}`;
}

/** The next step for a field that no pact in force relies on: a similar one, or its path, which is searched for in every message. */
export function searchHint(field: string, all: readonly Reliance[]): string {
  const [, below = ''] = /^\w+([.[].+)$/.exec(field) ?? [];
  const byPath = below && `; to search in every message and response: --path ${shellQuote(`$${below}`)}`;
  const similar = suggestField(field, all);
  return similar ? `; ${similar}` : byPath || '.';
}

/** `did you mean FeedbackEvent.level?` for a field that no pact in force relies on, if one with a similar name is relied on. */
function suggestField(field: string, all: readonly Reliance[]): string | undefined {
  const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  const names = [...new Set(all.map(fieldNameOf))];
  // A long message name would make all of its fields similar.
  const similar = names.filter((name) => didYouMean(lastPart(field), [lastPart(name)]));
  return didYouMean(field, similar);
}

function formatCells(reliance: Reliance, version: ConsumerVersion): string[] {
  const [first = '', ...others] = reliance.interactions;
  return [
    fieldNameOf(reliance),
    reliance.consumer,
    versionLabel(version),
    environmentsLabel(version),
    reliance.expectation,
    others.length > 0 ? `${first} and ${others.length} more` : first,
  ];
}

/** A version with its branches: `3f2a91c0d1e2 (main)`. */
export function versionLabel({ number, branches }: ConsumerVersion): string {
  return `${shortenShas(number)}${branches.length > 0 ? ` (${branches.join(', ')})` : ''}`;
}

/** The environments that the version is deployed to or released in; `-` if it is in force only by its branch. */
export function environmentsLabel({ environments }: ConsumerVersion): string {
  return environments.length > 0 ? environments.join(', ') : '-';
}
