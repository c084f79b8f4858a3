import { plural } from '../../../text/duration.ts';
import type { Pact } from '../../store/pacts.ts';
import type { Element, PageContext } from '../page.ts';
import { VersionLink } from '../parts/links.tsx';
import { renderAhead } from '../parts/render-ahead.ts';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Example, MAX_EXAMPLE_CHARS, RuleText } from '../parts/values.tsx';
import type { AnnotatedField } from './annotated-pact.ts';
import type { FieldChange, InteractionChange } from './pact-changes.ts';
import { MAX_DESCRIPTION_CHARS, shortDescription } from './short-description.ts';

/** The most interactions that are listed with their changes. */
const MAX_CHANGES = 50;
/** Up to this number of changes, all are expanded. */
const MAX_OPEN = 3;
/** The approximate number of characters of HTML for all changes. At least one change is listed. */
const MAX_CHARS = 15_000;

interface PresentedChanges {
  readonly articles: readonly Element[];
  /** How many interactions with changes are not listed. */
  readonly omitted: number;
}

/** Renders the first changes. Yields to other requests between them. */
export async function presentChanges(changes: readonly InteractionChange[]): Promise<PresentedChanges> {
  const isOpen = changes.length <= MAX_OPEN;
  const listed = takeFitting(changes.slice(0, MAX_CHANGES));
  const articles = await renderAhead(listed, (change) => <Change change={change} isOpen={isOpen} />);
  return { articles, omitted: changes.length - articles.length };
}

function takeFitting(changes: readonly InteractionChange[]): readonly InteractionChange[] {
  let chars = 0;
  const end = changes.findIndex((change, i) => {
    chars += estimateChars(change);
    return i > 0 && chars > MAX_CHARS;
  });
  return end === -1 ? changes : changes.slice(0, end);
}

/** The markup around a change, and around a field. */
const CHANGE_CHARS = 100;
const ROW_CHARS = 250;

function estimateChars({ description, fields, uses }: InteractionChange): number {
  const lines = [...(uses?.added ?? []), ...(uses?.removed ?? [])].slice(0, MAX_LINES);
  const sides = fields.slice(0, MAX_FIELDS).flatMap(({ before, after }) => [before, after]);
  const textChars = (field: AnnotatedField | undefined) =>
    Math.min(field?.text.length ?? 0, MAX_EXAMPLE_CHARS) + Math.min(field?.rule.length ?? 0, MAX_EXAMPLE_CHARS);
  const table = sides.reduce((sum, field) => sum + ROW_CHARS / 2 + textChars(field), 0);
  return CHANGE_CHARS + Math.min(description.length, MAX_TITLE_CHARS) + lines.join('').length + table;
}

interface Props {
  readonly context: PageContext;
  readonly pact: Pact;
  readonly previous: Pact;
  readonly changes: PresentedChanges;
}

/** The changes since the previous distinct pact version, field by field. */
export function PactChangesSection({ context: { urls }, pact, previous, changes: { articles, omitted } }: Props) {
  const difference = `${urls.pact(pact.provider, pact.consumer, pact.consumerVersion)}/diff/previous-distinct`;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">
        Changes since{' '}
        <a href={urls.pact(previous.provider, previous.consumer, previous.consumerVersion)}>the previous pact</a>
      </h2>
      <p class="note">
        of version <VersionLink urls={urls} name={previous.consumer} number={previous.consumerVersion} />
      </p>
      {articles.length === 0 && <p>No field has changed.</p>}
      {articles}
      {omitted > 0 && (
        <p>
          {`The changes of ${plural(omitted, 'more interaction')} are not listed. `}
          <a href={difference}>The difference as text</a> contains all changes.
        </p>
      )}
    </section>
  );
}

const headings = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

/** The most characters of a description in a tooltip. */
const MAX_TITLE_CHARS = 1_000;

/** The title that contains a long description, of which the heading shows the beginning. */
function titleOf(description: string): { title?: string } {
  return description.length > MAX_DESCRIPTION_CHARS ? { title: description.slice(0, MAX_TITLE_CHARS) } : {};
}

interface ChangeProps {
  readonly change: InteractionChange;
  readonly isOpen: boolean;
}

function Change({ change: { description, kind, fields, uses }, isOpen }: ChangeProps) {
  const heading = (
    <h3>
      <span class="note">{headings[kind]}:</span> <span {...titleOf(description)}>{shortDescription(description)}</span>
    </h3>
  );
  if (!uses && fields.length === 0) return <div class="change">{heading}</div>;
  return (
    <details class="change" open={isOpen}>
      <summary>{heading}</summary>
      {uses && <UseChanges uses={uses} />}
      {fields.length > 0 && (
        <StackedTable
          caption={`Changed fields of ${shortDescription(description)}`}
          columns={['Field', 'Before', 'Now']}
        >
          {fields.slice(0, MAX_FIELDS).map((field) => (
            <ChangeRow field={field} />
          ))}
          {fields.length > MAX_FIELDS && (
            <tr>
              <td colspan={3}>{`and ${fields.length - MAX_FIELDS} more fields`}</td>
            </tr>
          )}
        </StackedTable>
      )}
    </details>
  );
}

/** The most changed fields of one interaction. */
const MAX_FIELDS = 50;

/** The most lines about one name. */
const MAX_LINES = 20;

function UseChanges({ uses: { added, removed } }: { uses: NonNullable<InteractionChange['uses']> }) {
  if (added.length + removed.length === 0)
    return (
      <p>
        The consumer's code is unchanged; it was read with a release of the provider that has another form of this name.
      </p>
    );
  const lines = [
    ...added.map((text) => ({ text, isRemoved: false })),
    ...removed.map((text) => ({ text, isRemoved: true })),
  ];
  return (
    <ul>
      {lines.slice(0, MAX_LINES).map(({ text, isRemoved }) => (
        <li>
          {isRemoved && <span class="note">no longer: </span>}
          {text}
        </li>
      ))}
      {lines.length > MAX_LINES && <li>{`and ${lines.length - MAX_LINES} more`}</li>}
    </ul>
  );
}

function ChangeRow({ field: { part, path, before, after } }: { field: FieldChange }) {
  return (
    <tr>
      <td data-label="Field">
        <span class="path">{path || part}</span>
      </td>
      <td data-label="Before">
        <Side field={before} absent="not required" />
      </td>
      <td data-label="Now">
        <Side field={after} absent="no longer required" />
      </td>
    </tr>
  );
}

function Side({ field, absent }: { field: AnnotatedField | undefined; absent: string }) {
  if (!field) return <span class="none">{absent}</span>;
  return (
    <>
      {!field.hasChildren && <Example text={field.text} />} <RuleText text={field.rule} />
    </>
  );
}
