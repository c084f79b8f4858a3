import type { NumberedInteraction } from './interaction-pages.ts';
import { MAX_DESCRIPTION_CHARS, shortDescription } from './short-description.ts';

interface Props {
  /** The interactions of all pages. */
  readonly entries: readonly NumberedInteraction[];
  /** The first entry that is listed when not all of them fit. */
  readonly from: number;
  readonly urlOf: (number: number) => string;
}

/** A longer table is collapsed. */
const MAX_OPEN = 12;
/** The approximate number of characters of HTML for the table. */
const MAX_CHARS = 24_000;
/** The markup around a name. */
const ENTRY_CHARS = 60;

/** The names of the interactions with their results, as links to them. */
export function TableOfContents({ entries, from, urlOf }: Props) {
  const { listed, first } = selectEntries(entries, from);
  return (
    <nav aria-label="Table of contents">
      <details class="toc" open={entries.length <= MAX_OPEN}>
        <summary>Table of contents</summary>
        {listed.length < entries.length && (
          <p class="note">
            {`Entries ${first + 1} to ${first + listed.length} of ${entries.length} are listed. Use the filter or the next pages to find the others.`}
          </p>
        )}
        <ol>
          {listed.map(({ interaction: { description, success }, number }) => (
            <li value={number}>
              <a href={urlOf(number)}>
                {success === false && <span class="visually-hidden">does not match: </span>}
                {success !== undefined && <span aria-hidden="true">{success ? '✔ ' : '✘ '}</span>}
                {shortDescription(description)}
              </a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

/** All entries if they fit, or else those that fit from the given position. */
function selectEntries(entries: readonly NumberedInteraction[], from: number) {
  const whole = takeFitting(entries);
  if (whole.length === entries.length) return { listed: whole, first: 0 };
  return { listed: takeFitting(entries.slice(from)), first: from };
}

function takeFitting(entries: readonly NumberedInteraction[]): readonly NumberedInteraction[] {
  let chars = 0;
  const end = entries.findIndex(({ interaction }) => {
    chars += ENTRY_CHARS + Math.min(interaction.description.length, MAX_DESCRIPTION_CHARS);
    return chars > MAX_CHARS;
  });
  return end === -1 ? entries : entries.slice(0, end);
}
