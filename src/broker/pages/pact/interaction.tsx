import { parseRulePath } from '../../../impact/rule-path.ts';
import { plural } from '../../../text/duration.ts';
import { Example, RuleText, TextExample } from '../parts/values.tsx';
import type { AnnotatedField, AnnotatedInteraction, AnnotatedPart } from './annotated-pact.ts';
import type { EncodedBody } from './encoded-body.ts';
import { InteractionFrame } from './interaction-frame.tsx';
import { InteractionState } from './interaction-state.tsx';
import { shortDescription } from './short-description.ts';
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
  /** Whether it is expanded even if it has not failed. */
  readonly isOpen: boolean;
}

/** One interaction: its provider states, and each field with its example, its rule, and its mismatches. */
export function Interaction({ interaction, number, isOpen }: Props) {
  const { description, comments, parts, success } = interaction;
  return (
    <InteractionFrame number={number} success={success} isOpen={isOpen} summary={<Summary interaction={interaction} />}>
      <Mismatches mismatches={interaction.otherMismatches} />
      {interaction.omittedMismatches > 0 && <p>{`${interaction.omittedMismatches} mismatches are not shown.`}</p>}
      {parts.map((part) => (
        <PartTable part={part} description={description} isOnlyPart={parts.length === 1} />
      ))}
      {comments.map((comment) => (
        <p class="note comment">{comment}</p>
      ))}
    </InteractionFrame>
  );
}

function Summary({
  interaction: { description, kind, states, pending, success },
}: {
  interaction: AnnotatedInteraction;
}) {
  return (
    <>
      <h3>
        <InteractionState success={success} /> {description || 'without a description'}{' '}
        <span class="note">{kindLabels[kind]}</span>
        {pending && <span class="note"> pending</span>}
      </h3>
      {states.map(({ name, params }) => (
        <span class="given">
          given <q>{name}</q>
          {describeParams(params)}
        </span>
      ))}
    </>
  );
}

/** ` with id 7, name "a"` */
function describeParams(params: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return texts.length > 0 ? ` with ${texts.join(', ')}` : '';
}

/** The most fields of a part that are listed; those with a mismatch always are. */
export const MAX_FIELDS = 100;

interface PartTableProps {
  readonly part: AnnotatedPart;
  /** The description of the interaction. */
  readonly description: string;
  readonly isOnlyPart: boolean;
}

/** The style sheet labels the cells on narrow screens, because a page has thousands of them. */
function PartTable({ part: { name, by, fields }, description, isOnlyPart }: PartTableProps) {
  if (fields.length === 0) return null;
  const explanation = by === 'provider' ? 'what the provider must send' : 'what the consumer sends';
  const shown = fields.filter(({ mismatches }, i) => i < MAX_FIELDS || mismatches.length > 0);
  return (
    <table class={by === 'provider' ? 'stacked fields' : 'stacked fields sent'}>
      <caption class={isOnlyPart ? 'visually-hidden' : ''}>
        {name}
        <span class="visually-hidden">{` of ${shortDescription(description)}: ${explanation}`}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Example</th>
          <th scope="col">{by === 'provider' ? 'Rule' : 'Value'}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((field) => (
          <FieldRow field={field} />
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

function FieldRow({ field }: { field: AnnotatedField }) {
  const { path, depth, text, hasChildren, rule, mismatches, encoded } = field;
  const label = labelOf(field);
  return (
    <tr {...(mismatches.length > 0 && { class: 'mismatch' })}>
      <td {...(depth > 0 && { class: `depth-${Math.min(depth, 8)}` })}>
        <span class="path" {...(label !== path && path !== '' && { title: path })}>
          {label}
        </span>
      </td>
      <td>
        {hasChildren && <span class="none">…</span>}
        {!hasChildren && (encoded ? <EncodedExample body={encoded} /> : <Example text={text} />)}
      </td>
      <td>
        <RuleText text={rule} />
        <Mismatches mismatches={mismatches} />
      </td>
    </tr>
  );
}

/** A body that the pact holds as base64: its size and type, and its content if that is text. */
function EncodedExample({ body: { contentType, bytes, text } }: { body: EncodedBody }) {
  const type = contentType === undefined ? '' : ` of ${contentType}`;
  return (
    <>
      <span class="note">{`${plural(bytes, 'byte')}${type}, stored in the pact as base64${text === undefined ? '' : '; decoded:'}`}</span>
      {text !== undefined && <TextExample text={text} />}
    </>
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
