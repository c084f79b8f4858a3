import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import type { AnnotatedField, AnnotatedInteraction } from './annotated-pact.ts';
import { isUsage, usageView } from './usage-view.ts';

/** A field with another rule or example than before. One side is undefined if the field was added or removed. */
export interface FieldChange {
  readonly part: string;
  readonly path: string;
  readonly before: AnnotatedField | undefined;
  readonly after: AnnotatedField | undefined;
}

export interface InteractionChange {
  readonly description: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly fields: readonly FieldChange[];
  /** For a use of the provider's API that changed: what the consumer does with the name now, and what it no longer does. */
  readonly uses?: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/**
 * The changes between two pacts, field by field. Interactions are the same if their descriptions and provider states are equal; uses of the
 * provider's API are the same if they have the same name.
 * Yields to other requests while it works.
 */
export async function comparePacts(
  before: readonly AnnotatedInteraction[],
  after: readonly AnnotatedInteraction[],
): Promise<InteractionChange[]> {
  const previous = new Map(before.map((interaction) => [identityOf(interaction), interaction]));
  const remaining = new Set(after.map(identityOf));
  const changes = mapInSlices(
    after,
    (interaction) => compareInteraction(previous.get(identityOf(interaction)), interaction),
    () => SLICE_CHARS,
  );
  const removed = before.filter((interaction) => !remaining.has(identityOf(interaction)));
  return [
    ...(await runCooperatively(changes)).flat(),
    ...removed.map(({ description }) => ({ description, kind: 'removed' as const, fields: [] })),
  ];
}

const identityOf = (interaction: AnnotatedInteraction) =>
  JSON.stringify([interaction.description, isUsage(interaction) ? '' : interaction.states]);

function compareInteraction(
  before: AnnotatedInteraction | undefined,
  after: AnnotatedInteraction,
): InteractionChange[] {
  const { description } = after;
  if (!before) return [{ description, kind: 'added', fields: [] }];
  if (isUsage(before) && isUsage(after)) return compareUses(before, after);
  const oldFields = fieldsByPath(before);
  const newFields = fieldsByPath(after);
  const paths = [...new Set([...oldFields.keys(), ...newFields.keys()])];
  const fields = paths.flatMap((path) => compareField(oldFields.get(path), newFields.get(path)));
  return fields.length > 0 ? [{ description, kind: 'changed', fields }] : [];
}

function compareUses(before: AnnotatedInteraction, after: AnnotatedInteraction): InteractionChange[] {
  if (JSON.stringify(before.states) === JSON.stringify(after.states)) return [];
  const former = new Set(usesOf(before));
  const current = new Set(usesOf(after));
  const added = [...current].filter((text) => !former.has(text));
  const removed = [...former].filter((text) => !current.has(text));
  return [{ description: after.description, kind: 'changed', fields: [], uses: { added, removed } }];
}

function usesOf(interaction: AnnotatedInteraction): string[] {
  const { notes = [], parts = [] } = usageView(interaction, () => []) ?? {};
  return [...notes, ...parts.map(({ text, optional }) => (optional ? `${text}, optional` : text))];
}

function fieldsByPath({ parts }: AnnotatedInteraction): Map<string, AnnotatedField> {
  const fields = parts.flatMap((part) => part.fields).filter(({ rule }) => rule !== '');
  return new Map(fields.map((field) => [`${field.part}\u0000${field.path}`, field]));
}

function compareField(before: AnnotatedField | undefined, after: AnnotatedField | undefined): FieldChange[] {
  const field = after ?? before;
  if (!field || (before && after && before.rule === after.rule && hasSameExample(before, after))) return [];
  return [{ part: field.part, path: field.path, before, after }];
}

const hasSameExample = (a: AnnotatedField, b: AnnotatedField) => a.hasChildren || a.text === b.text;
