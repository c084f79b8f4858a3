import { parseRulePath } from '../../../impact/rule-path.ts';
import { Example, RuleText } from '../parts/values.tsx';
import type { AnnotatedField, AnnotatedInteraction, AnnotatedPart } from './annotated-pact.ts';
import { InteractionState } from './interaction-state.tsx';
import type { Mismatch } from './test-results.ts';

const kindLabels: Record<AnnotatedInteraction['kind'], string> = {
  http: 'HTTP',
  message: 'message',
  'request and reply': 'request and reply',
};

interface Props {
  readonly interaction: AnnotatedInteraction;
  /** Its number in the pact, from 1. */
  readonly number: number;
}

/** One interaction: its provider states, and each field with its example, its rule, and its mismatches. */
export function Interaction({ interaction, number }: Props) {
  const { description, kind, states, comments, pending, parts, success } = interaction;
  return (
    <article class={`interaction ${success === false ? 'mismatch' : ''}`} id={`interaction-${number}`}>
      <h3>
        <InteractionState success={success} /> {description || 'without a description'}{' '}
        <span class="note">{kindLabels[kind]}</span>
        {pending && <span class="note"> pending</span>}
      </h3>
      {states.length > 0 && (
        <ul class="given">
          {states.map(({ name, params }) => (
            <li>
              given <q>{name}</q>
              {Object.keys(params).length > 0 && <StateParams params={params} />}
            </li>
          ))}
        </ul>
      )}
      <Mismatches mismatches={interaction.otherMismatches} />
      {interaction.omittedMismatches > 0 && <p>{`${interaction.omittedMismatches} mismatches are not shown.`}</p>}
      {parts.map((part) => (
        <PartTable part={part} description={description} isOnlyPart={parts.length === 1} />
      ))}
      {comments.map((comment) => (
        <p class="note comment">{comment}</p>
      ))}
    </article>
  );
}

function StateParams({ params }: { params: Readonly<Record<string, unknown>> }) {
  const texts = Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return <span class="note">{` with ${texts.join(', ')}`}</span>;
}

/** The most fields of a part that are listed; those with a mismatch always are. */
const MAX_FIELDS = 100;

interface PartTableProps {
  readonly part: AnnotatedPart;
  /** The description of the interaction. */
  readonly description: string;
  readonly isOnlyPart: boolean;
}

function PartTable({ part: { name, by, fields }, description, isOnlyPart }: PartTableProps) {
  if (fields.length === 0) return null;
  const heading = by === 'provider' ? 'Rule' : 'Value';
  const explanation = by === 'provider' ? 'what the provider must send' : 'what the consumer sends';
  const shown = fields.filter(({ mismatches }, i) => i < MAX_FIELDS || mismatches.length > 0);
  return (
    <table class="stacked fields">
      <caption class={isOnlyPart ? 'visually-hidden' : ''}>
        {name}
        <span class="visually-hidden">{` of ${description}: ${explanation}`}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Example</th>
          <th scope="col">{heading}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((field) => (
          <FieldRow field={field} heading={heading} />
        ))}
        {fields.length > shown.length && (
          <tr>
            <td colspan={3}>{`and ${fields.length - shown.length} more, see the pact as HAL`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function FieldRow({ field, heading }: { field: AnnotatedField; heading: string }) {
  const { path, depth, text, hasChildren, rule, mismatches } = field;
  return (
    <tr class={mismatches.length > 0 ? 'mismatch' : ''}>
      <td data-label="Field" class={`depth-${Math.min(depth, 8)}`}>
        <span class="path" title={path}>
          {labelOf(field)}
        </span>
      </td>
      <td data-label="Example">{hasChildren ? <span class="none">…</span> : <Example text={text} />}</td>
      <td data-label={heading}>
        <RuleText text={rule} />
        <Mismatches mismatches={mismatches} />
      </td>
    </tr>
  );
}

/** `level` for a field of a body, `header Accept`, `status`. */
function labelOf({ path, kind }: AnnotatedField): string {
  if (kind === 'body') return path === '$' ? 'body' : lastStepOf(path);
  return [kind, path].filter(Boolean).join(' ');
}

/** `level` of `$.queue.level`. */
function lastStepOf(path: string): string {
  const last = parseRulePath(path)?.at(-1);
  if (last === undefined) return path;
  if (typeof last === 'string') return last === 'each' ? '[*]' : '*';
  return path.endsWith(`[${last.name}]`) ? `[${last.name}]` : last.name;
}

function Mismatches({ mismatches }: { mismatches: readonly Mismatch[] }) {
  if (mismatches.length === 0) return null;
  return (
    <ul class="mismatches">
      {mismatches.map(({ attribute, identifier, message }) => (
        <li>
          <span aria-hidden="true">✘</span> {message || [attribute, identifier].join(' ')}
        </li>
      ))}
    </ul>
  );
}
