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

/** What is relied on otherwise than in the last pact with another content, field by field. */
export function PactChangesSection({ context: { to }, previous, changes }: Props) {
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">
        New since <a href={to.pact(previous.provider, previous.consumer, previous.consumerVersion)}>the pact before</a>
      </h2>
      <p class="note">
        of version <VersionLink to={to} name={previous.consumer} number={previous.consumerVersion} />
      </p>
      {changes.length === 0 && <p>No field is relied on otherwise.</p>}
      {changes.map((change) => (
        <Change change={change} />
      ))}
    </section>
  );
}

const heads = { new: 'Added', gone: 'Removed', changed: 'Changed' } as const;

function Change({ change: { description, kind, fields } }: { change: InteractionChange }) {
  return (
    <div class={`change ${kind}`}>
      <h3>
        <span class="note">{heads[kind]}:</span> {description}
      </h3>
      {fields.length > 0 && (
        <StackedTable
          caption={`Fields of ${description} that are relied on otherwise`}
          columns={['Field', 'Before', 'Now']}
        >
          {fields.map((field) => (
            <Row field={field} />
          ))}
        </StackedTable>
      )}
    </div>
  );
}

function Row({ field: { part, path, before, after } }: { field: FieldChange }) {
  return (
    <tr>
      <td data-label="Field">
        <span class="path">{path || part}</span>
      </td>
      <td data-label="Before">
        <Side field={before} missing="not asked for" />
      </td>
      <td data-label="Now">
        <Side field={after} missing="no longer asked for" />
      </td>
    </tr>
  );
}

function Side({ field, missing }: { field: AnnotatedField | undefined; missing: string }) {
  if (!field) return <span class="none">{missing}</span>;
  return (
    <>
      {!field.holds && <Example text={field.text} />} <span class="rule">{field.words}</span>
    </>
  );
}
