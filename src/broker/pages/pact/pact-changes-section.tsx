import type { Pact } from '../../store/pacts.ts';
import type { PageContext } from '../page.ts';
import { VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { Example } from '../parts/values.tsx';
import type { AnnotatedField } from './annotated-pact.ts';
import type { FieldChange, InteractionChange } from './pact-changes.ts';

interface Props {
  readonly context: PageContext;
  readonly previous: Pact;
  readonly changes: readonly InteractionChange[];
}

/** The changes since the previous distinct pact version, field by field. */
export function PactChangesSection({ context: { urls }, previous, changes }: Props) {
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">
        Changes since{' '}
        <a href={urls.pact(previous.provider, previous.consumer, previous.consumerVersion)}>the previous pact</a>
      </h2>
      <p class="note">
        of version <VersionLink urls={urls} name={previous.consumer} number={previous.consumerVersion} />
      </p>
      {changes.length === 0 && <p>No field has changed.</p>}
      {changes.map((change) => (
        <Change change={change} />
      ))}
    </section>
  );
}

const headings = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

function Change({ change: { description, kind, fields, uses } }: { change: InteractionChange }) {
  return (
    <div class={`change ${kind}`}>
      <h3>
        <span class="note">{headings[kind]}:</span> {description}
      </h3>
      {uses && <UseChanges uses={uses} />}
      {fields.length > 0 && (
        <StackedTable caption={`Changed fields of ${description}`} columns={['Field', 'Before', 'Now']}>
          {fields.map((field) => (
            <ChangeRow field={field} />
          ))}
        </StackedTable>
      )}
    </div>
  );
}

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
      {!field.hasChildren && <Example text={field.text} />} <span class="rule">{field.rule}</span>
    </>
  );
}
