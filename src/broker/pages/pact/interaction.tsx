import { Example } from '../parts/values.tsx';
import type { AnnotatedField, AnnotatedInteraction, AnnotatedPart } from './annotated-pact.ts';
import type { Mismatch } from './test-results.ts';

const kinds: Record<AnnotatedInteraction['kind'], string> = {
  http: 'HTTP',
  message: 'message',
  'request and reply': 'request and reply',
};

/** One interaction: in which state, what is written, and beside each field what is asked of it. */
export function Interaction({ interaction, number }: { interaction: AnnotatedInteraction; number: number }) {
  const { description, kind, states, comments, pending, parts, success, elsewhere } = interaction;
  return (
    <article class={`interaction ${success === false ? 'broken' : ''}`} id={`interaction-${number}`}>
      <h3>
        {success !== undefined && (
          <span class={`state ${success ? 'verified' : 'failed'}`}>
            <span aria-hidden="true">{success ? '✔' : '✘'}</span> {success ? 'kept' : 'broken'}
          </span>
        )}{' '}
        {description || 'without a description'} <span class="note">{kinds[kind]}</span>
        {pending && <span class="note"> pending</span>}
      </h3>
      {states.length > 0 && (
        <ul class="given">
          {states.map(({ name, params }) => (
            <li>
              given <q>{name}</q>
              {Object.keys(params).length > 0 && <Params params={params} />}
            </li>
          ))}
        </ul>
      )}
      <Trouble found={elsewhere} />
      {parts.map((part) => (
        <Part part={part} of={description} alone={parts.length === 1} />
      ))}
      {comments.map((comment) => (
        <p class="note comment">{comment}</p>
      ))}
    </article>
  );
}

function Params({ params }: { params: Readonly<Record<string, unknown>> }) {
  const told = Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return <span class="note">{` with ${told.join(', ')}`}</span>;
}

/** As many fields of a part as are shown. */
const most = 300;

function Part({ part: { name, by, fields }, of, alone }: { part: AnnotatedPart; of: string; alone: boolean }) {
  if (fields.length === 0) return null;
  const said = by === 'provider' ? 'what must be there' : 'what the consumer sends';
  return (
    <table class="stacked fields">
      <caption class={alone ? 'visually-hidden' : ''}>
        {name}
        <span class="visually-hidden">{` of ${of}: ${said}`}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Example</th>
          <th scope="col">{heading(by)}</th>
        </tr>
      </thead>
      <tbody>
        {fields.slice(0, most).map((field) => (
          <Row field={field} said={heading(by)} />
        ))}
        {fields.length > most && (
          <tr>
            <td colspan={3}>{`and ${fields.length - most} more: the pact as HAL has them all`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const heading = (by: AnnotatedPart['by']) => (by === 'provider' ? 'Must be' : 'Is');

function Row({ field, said }: { field: AnnotatedField; said: string }) {
  const { path, depth, text, holds, words, found } = field;
  return (
    <tr class={found.length > 0 ? 'broken' : ''}>
      <td data-label="Field" class={`depth-${Math.min(depth, 8)}`}>
        <span class="path" title={path}>
          {labelOf(field)}
        </span>
      </td>
      <td data-label="Example">{holds ? <span class="none">…</span> : <Example text={text} />}</td>
      <td data-label={said}>
        <span class="rule">{words}</span>
        <Trouble found={found} />
      </td>
    </tr>
  );
}

/** `level` of a body, `header Accept`, `status`. */
function labelOf({ path, kind }: AnnotatedField): string {
  if (kind === 'body') return path === '$' ? 'body' : lastOf(path);
  return [kind, path].filter(Boolean).join(' ');
}

/** `level` of `$.queue.level`. */
function lastOf(path: string): string {
  const [last = path] = /(?:\.[^.[\]]+|\['(?:[^'\\]|\\.)*'\]|\[[^\]]*\])$/.exec(path) ?? [];
  return last.replace(/^\.|^\['|'\]$/g, '');
}

/** What was found different, right where it is. */
function Trouble({ found }: { found: readonly Mismatch[] }) {
  if (found.length === 0) return null;
  return (
    <ul class="trouble">
      {found.map(({ attribute, identifier, words }) => (
        <li>
          <span aria-hidden="true">✘</span> {words || [attribute, identifier].join(' ')}
        </li>
      ))}
    </ul>
  );
}
