import { type Field, fieldsOf } from '../../../impact/fields.ts';
import { interactionsOf, type PactInteraction } from '../../../impact/interactions.ts';
import { asObject } from '../../../impact/pact-rules.ts';
import { describeRules } from '../../../impact/rule.ts';
import { parseRulePath, type RulePathStep } from '../../../impact/rule-path.ts';
import { groupBy } from '../../../text/group-by.ts';
import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import { type EncodedBody, encodedBodyOf } from './encoded-body.ts';
import { type ExactJson, exampleText, parseExactJson } from './exact-json.ts';
import { type FindResult, type InteractionResult, indexResults, type Mismatch } from './test-results.ts';

/** The most mismatches of an interaction that are shown: each is compared with the path of every field. */
const MAX_MISMATCHES = 200;

/** An interaction with a description of each field's rule, and the mismatches of a verification result at their fields. */
export interface AnnotatedInteraction extends Omit<PactInteraction, 'parts'> {
  readonly id: string;
  readonly comments: readonly string[];
  readonly pending: boolean;
  readonly parts: readonly AnnotatedPart[];
  /** Undefined if the result does not mention the interaction. */
  readonly success: boolean | undefined;
  /** The mismatches that belong to no field. */
  readonly otherMismatches: readonly Mismatch[];
  /** How many mismatches are not shown. */
  readonly omittedMismatches: number;
}

export interface AnnotatedPart {
  /** `request`, `response`, or `message` for an interaction with one part. */
  readonly name: string;
  readonly by: Field['writtenBy'];
  readonly fields: readonly AnnotatedField[];
}

export interface AnnotatedField extends Field {
  /** The nesting depth of the field. */
  readonly depth: number;
  /** The example as it is written in the pact: `80.0`. */
  readonly text: string;
  /** The description of the rule. Empty for an object or list without its own rule. */
  readonly rule: string;
  readonly mismatches: readonly Mismatch[];
  /** The body, if it is in the pact as base64. */
  readonly encoded?: EncodedBody;
}

/** The annotated interactions of a pact. Yields to other requests while it works. */
export async function annotatePact(
  content: string,
  results: readonly InteractionResult[],
): Promise<AnnotatedInteraction[]> {
  return annotateParsedPact(await parseExactJson(content), results);
}

/** The same for a pact that is already parsed. */
export async function annotateParsedPact(
  exact: ExactJson,
  results: readonly InteractionResult[],
): Promise<AnnotatedInteraction[]> {
  const raw = rawInteractions(exact.value);
  const findResult = indexResults(results);
  const annotate = ([i, interaction]: [number, PactInteraction]) =>
    annotateInteraction(interaction, { raw: raw[i] ?? {}, exact, findResult });
  return runCooperatively(mapInSlices(interactionsOf(exact.value).entries(), annotate, () => SLICE_CHARS));
}

type Json = Readonly<Record<string, unknown>>;

/** In the order of `interactionsOf`. */
function rawInteractions(pact: unknown): Json[] {
  const { interactions, messages } = asObject(pact);
  return [interactions, messages]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter((one) => typeof one === 'object' && one !== null);
}

interface Sources {
  /** The interaction as it is in the pact. */
  readonly raw: Json;
  readonly exact: ExactJson;
  readonly findResult: FindResult;
}

function annotateInteraction(interaction: PactInteraction, { raw, exact, findResult }: Sources): AnnotatedInteraction {
  const id = String(raw._id ?? '');
  const result = findResult({ ...interaction, id });
  const mismatches = result?.mismatches ?? [];
  const fields = fieldsOf(interaction);
  const byField: ReadonlyMap<Field | undefined, readonly Mismatch[]> =
    mismatches.length > 0 ? groupBy(mismatches.slice(0, MAX_MISMATCHES), findFieldOf(fields)) : new Map();
  const mismatchesOf = (field: Field | undefined) => byField.get(field) ?? [];
  const annotated = fields
    .filter((field) => isShown(field) || mismatchesOf(field).length > 0)
    .map((field) => {
      const whole = interaction.parts.find(({ name }) => name === field.part)?.example;
      const encoded = isWholeText(field) ? encodedBodyOf(raw, field.part) : undefined;
      const annotated = annotateField(field, exampleText(field, whole, exact), mismatchesOf(field));
      return encoded ? describeEncoded(annotated, encoded) : annotated;
    });
  return {
    ...interaction,
    id,
    pending: raw.pending === true,
    success: result?.success,
    comments: commentsOf(raw),
    parts: groupByPart(annotated),
    otherMismatches: mismatchesOf(undefined),
    omittedMismatches: Math.max(0, mismatches.length - MAX_MISMATCHES),
  };
}

/** For a body that is an object or list without its own rule, only its fields are shown. */
function isShown(field: Field): boolean {
  return !(field.hasChildren && field.path === '$') || hasOwnRule(field);
}

const hasOwnRule = ({ rules }: Field) => rules.rules.length > 0 && !rules.inherited;

function annotateField(field: Field, text: string, mismatches: readonly Mismatch[]): AnnotatedField {
  const { part, kind, writtenBy, path, example, hasChildren, rules } = field;
  // The members are named, because a spread of each field took a quarter of the time of the page.
  return {
    part,
    kind,
    writtenBy,
    path,
    example,
    hasChildren,
    rules,
    depth: path.startsWith('$') ? Math.max(0, (parseRulePath(field.path)?.length ?? 1) - 1) : 0,
    text,
    rule: field.hasChildren && !hasOwnRule(field) ? '' : describeRules(field.rules, field.example, text),
    mismatches,
  };
}

const isWholeText = ({ kind, path, example }: Field) => kind === 'body' && path === '$' && typeof example === 'string';

/** Without a rule the bytes must be equal. */
function describeEncoded(field: AnnotatedField, encoded: EncodedBody): AnnotatedField {
  const hasRule = field.rules.rules.length > 0;
  return {
    ...field,
    encoded,
    rule: hasRule ? field.rule : `exactly ${encoded.text === undefined ? 'these bytes' : 'this text'}`,
  };
}

/** Finds the field of a mismatch. Only the provider's fields are verified. */
function findFieldOf(fields: readonly Field[]): (mismatch: Mismatch) => Field | undefined {
  const verified = fields.filter(({ writtenBy }) => writtenBy === 'provider');
  const own = new Map(verified.map(({ path }) => [path, parseRulePath(path)]));
  return ({ attribute, identifier }) => {
    const reported = parseRulePath(identifier);
    const name = identifier.replace(/^\$\./, '').toLowerCase();
    return verified.find(
      ({ kind, path }) =>
        kind === attribute &&
        (path.startsWith('$') ? matchesPath(reported, own.get(path)) : path === '' || path.toLowerCase() === name),
    );
  };
}

type Steps = readonly RulePathStep[] | undefined;

/** `$.items[0].level` matches `$.items[*].level`. */
function matchesPath(reported: Steps, own: Steps): boolean {
  if (!reported || !own || reported.length !== own.length) return false;
  return own.every((step, i) => {
    const other = reported[i];
    if (typeof step === 'object' && typeof other === 'object') return step.name === other.name;
    return step === other || step === 'each' || other === 'each';
  });
}

function commentsOf({ comments }: Json): string[] {
  const { text } = asObject(comments);
  return Array.isArray(text) ? text.map(String) : [];
}

function groupByPart(fields: readonly AnnotatedField[]): AnnotatedPart[] {
  const parts = groupBy(fields, partName);
  return [...parts].map(([name, own]) => ({ name, by: own[0]?.writtenBy ?? 'provider', fields: own }));
}

/** `response 1` for the part `response 1 body`. */
function partName({ part, kind }: Field): string {
  return part.slice(0, -kind.length).trim() || 'message';
}
