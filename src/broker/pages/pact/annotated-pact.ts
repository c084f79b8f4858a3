import { type Field, fieldsOf } from '../../../impact/fields.ts';
import { interactionsOf, type PactInteraction } from '../../../impact/interactions.ts';
import { asObject } from '../../../impact/pact-rules.ts';
import { describeRules } from '../../../impact/rule.ts';
import { parseRulePath } from '../../../impact/rule-path.ts';
import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import { type ExactJson, exampleText, parseExactJson } from './exact-json.ts';
import { type InteractionResult, type Mismatch, resultOf } from './test-results.ts';

/** A pact as a person reads it. */
export interface AnnotatedInteraction extends Omit<PactInteraction, 'parts'> {
  readonly id: string;
  readonly comments: readonly string[];
  readonly pending: boolean;
  /** What each side writes. */
  readonly parts: readonly AnnotatedPart[];
  /** Undefined where the result says nothing of it. */
  readonly success: boolean | undefined;
  /** What was found different, and belongs to no field. */
  readonly elsewhere: readonly Mismatch[];
}

export interface AnnotatedPart {
  /** `request`, `response`, or `message` where there is but one side. */
  readonly name: string;
  readonly by: Field['by'];
  readonly fields: readonly AnnotatedField[];
}

export interface AnnotatedField extends Field {
  /** How far in it lies. */
  readonly depth: number;
  /** The example as the pact has it: `80.0`. */
  readonly text: string;
  readonly words: string;
  readonly found: readonly Mismatch[];
}

/**
 * The interactions of a pact, what is asked of each field in words, and beside it what the result says of it. It gives way to others
 * while it reads.
 */
export async function annotatePact(
  content: string,
  results: readonly InteractionResult[],
): Promise<AnnotatedInteraction[]> {
  const exact = await parseExactJson(content);
  const raw = rawOf(exact.value);
  const read = ([i, one]: [number, PactInteraction]) => readInteraction(one, { raw: raw[i] ?? {}, exact, results });
  return runCooperatively(mapInSlices(interactionsOf(exact.value).entries(), read, () => SLICE_CHARS / 20));
}

type Json = Readonly<Record<string, unknown>>;

/** In the order of `interactionsOf`. */
function rawOf(pact: unknown): Json[] {
  const { interactions, messages } = asObject(pact);
  return [interactions, messages]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter((one) => typeof one === 'object' && one !== null);
}

interface Read {
  /** The interaction as it stands in the pact. */
  readonly raw: Json;
  readonly exact: ExactJson;
  readonly results: readonly InteractionResult[];
}

function readInteraction(interaction: PactInteraction, { raw, exact, results }: Read): AnnotatedInteraction {
  const id = String(raw._id ?? '');
  const result = resultOf(results, { ...interaction, id });
  const fields = fieldsOf(interaction);
  const placed = new Map<Mismatch, Field | undefined>(result?.found.map((found) => [found, placeOf(found, fields)]));
  const read = fields.filter(isWorthALine(placed)).map((field) => {
    const whole = interaction.parts.find(({ name }) => name === field.part)?.example;
    return readField(field, placed, exampleText(field, whole, exact));
  });
  return {
    ...interaction,
    ...{ id, pending: raw.pending === true, success: result?.success },
    comments: commentsOf(raw),
    parts: partsOf(read),
    elsewhere: [...placed].flatMap(([found, field]) => (field ? [] : [found])),
  };
}

/** What holds other fields and has nothing said about itself shows in those. */
function isWorthALine(placed: ReadonlyMap<Mismatch, Field | undefined>) {
  const troubled = new Set(placed.values());
  return (field: Field) => !(field.holds && field.path === '$') || troubled.has(field) || hasOwnRule(field);
}

const hasOwnRule = ({ rules }: Field) => rules.rules.length > 0 && !rules.inherited;

function readField(field: Field, placed: ReadonlyMap<Mismatch, Field | undefined>, text: string): AnnotatedField {
  const silent = field.holds && !hasOwnRule(field);
  return {
    ...field,
    depth: field.path.startsWith('$') ? Math.max(0, (parseRulePath(field.path)?.length ?? 1) - 1) : 0,
    text,
    words: silent ? '' : describeRules(field.rules, field.example, text),
    found: [...placed].flatMap(([found, place]) => (place === field ? [found] : [])),
  };
}

/** The field that a finding is about; the provider's, for that is who was verified. */
function placeOf({ attribute, identifier }: Mismatch, fields: readonly Field[]): Field | undefined {
  return fields.find(({ kind, by, path }) => by === 'provider' && kind === attribute && isAt(identifier, path));
}

/** `$.items[0].level` is at `$.items[*].level`; names of headers have no case. */
function isAt(identifier: string, path: string): boolean {
  if (!path.startsWith('$')) return path.toLowerCase() === identifier.replace(/^\$\./, '').toLowerCase() || path === '';
  const [given, own] = [parseRulePath(identifier), parseRulePath(path)];
  if (!given || !own || given.length !== own.length) return false;
  return own.every((step, i) => {
    const other = given[i];
    if (typeof step === 'object' && typeof other === 'object') return step.name === other.name;
    return step === other || step === 'each' || other === 'each';
  });
}

function commentsOf({ comments }: Json): string[] {
  const { text } = asObject(comments);
  return Array.isArray(text) ? text.map(String) : [];
}

function partsOf(fields: readonly AnnotatedField[]): AnnotatedPart[] {
  const parts = new Map<string, AnnotatedField[]>();
  for (const field of fields) parts.set(sideOf(field), [...(parts.get(sideOf(field)) ?? []), field]);
  return [...parts].map(([name, own]) => ({ name, by: own[0]?.by ?? 'provider', fields: own }));
}

/** `response 1 body` is in `response 1`. */
function sideOf({ part, kind }: Field): string {
  return part.slice(0, -kind.length).trim() || 'message';
}
