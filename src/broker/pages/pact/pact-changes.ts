import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import type { AnnotatedField, AnnotatedInteraction } from './annotated-pact.ts';

/** A field that is asked for otherwise than before; one side is missing where it came or went. */
export interface FieldChange {
  readonly part: string;
  readonly path: string;
  readonly before: AnnotatedField | undefined;
  readonly after: AnnotatedField | undefined;
}

/** An interaction that came, went, or asks otherwise for some fields. */
export interface InteractionChange {
  readonly description: string;
  readonly kind: 'new' | 'gone' | 'changed';
  readonly fields: readonly FieldChange[];
}

/** What is relied on otherwise than before, field by field. Interactions are the same when their description and states are. */
export async function comparePacts(
  before: readonly AnnotatedInteraction[],
  after: readonly AnnotatedInteraction[],
): Promise<InteractionChange[]> {
  const old = new Map(before.map((one) => [caseOf(one), one]));
  const now = new Set(after.map(caseOf));
  const gone = before.filter((one) => !now.has(caseOf(one)));
  const changes = mapInSlices(
    after,
    (one) => changeOf(old.get(caseOf(one)), one),
    () => SLICE_CHARS / 50,
  );
  return [
    ...(await runCooperatively(changes)).flat(),
    ...gone.map(({ description }) => ({ description, kind: 'gone' as const, fields: [] })),
  ];
}

const caseOf = ({ description, states }: AnnotatedInteraction) => JSON.stringify([description, states]);

function changeOf(before: AnnotatedInteraction | undefined, after: AnnotatedInteraction): InteractionChange[] {
  const { description } = after;
  if (!before) return [{ description, kind: 'new', fields: [] }];
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const fields = keys.flatMap((key) => fieldChange(old.get(key), now.get(key)));
  return fields.length > 0 ? [{ description, kind: 'changed', fields }] : [];
}

function fieldsOf({ parts }: AnnotatedInteraction): Map<string, AnnotatedField> {
  const fields = parts.flatMap((part) => part.fields).filter(({ words }) => words !== '');
  return new Map(fields.map((field) => [`${field.part}\u0000${field.path}`, field]));
}

function fieldChange(before: AnnotatedField | undefined, after: AnnotatedField | undefined): FieldChange[] {
  const one = after ?? before;
  if (!one || (before && after && before.words === after.words && sameExample(before, after))) return [];
  return [{ part: one.part, path: one.path, before, after }];
}

const sameExample = (a: AnnotatedField, b: AnnotatedField) => a.holds || a.text === b.text;
