import { compareText } from '../text/order.ts';
import { type Field, fieldsOf } from './fields.ts';
import { readInteractions } from './interactions.ts';
import { describeRules, type Rule } from './rule.ts';
import { parseRulePath, type RulePathStep } from './rule-path.ts';

/** A consumer version in force: it is on a main branch, deployed or released. */
export interface ConsumerVersion {
  readonly number: string;
  readonly branches: readonly string[];
  /** The environments that it is deployed to or released in. */
  readonly environments: readonly string[];
}

/** A pact that a provider must not break. */
export interface PactInForce {
  readonly consumer: string;
  /** The consumer versions in force that have this pact. */
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  /** The pact's JSON, as the broker returns it. */
  readonly pact: unknown;
}

/** Selects fields. Without members it selects all. */
export interface FieldQuery {
  /** Only fields of this message: `FeedbackEvent`. */
  readonly message?: string | undefined;
  /** Only this field and the fields below it: `$.queue_size`, or the name of a header, a query parameter or metadata. */
  readonly path?: string | undefined;
}

/** A consumer relies on a field. All these interactions have the same rule for it. */
export interface Reliance {
  readonly consumer: string;
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  /** The name of the message, if the descriptions of the interactions begin with one. */
  readonly message?: string;
  readonly part: string;
  readonly path: string;
  /** `consumer`: the consumer sends the field and relies on the provider to accept it. */
  readonly writtenBy: Field['writtenBy'];
  /** The rule in English: `exactly "soft"`, `an integer`. */
  readonly expectation: string;
  /** The matching rules. Without rules the value must equal the example. */
  readonly rules: readonly Rule[];
  readonly example: unknown;
  readonly interactions: readonly string[];
}

/** Lists which consumers rely on which fields of a provider, given its pacts in force. Sorted by field name, then by consumer. */
export function listReliances(pacts: readonly PactInForce[], query: FieldQuery = {}): Reliance[] {
  return sortReliances(pacts.flatMap((pact) => runToEnd(reliancesOf(pact, query))));
}

/** Lists what a consumer relies on according to one pact, unsorted. Yields after each interaction, so that other work can run in between. */
export function* reliancesOf(pact: PactInForce, query: FieldQuery = {}): Generator<void, Reliance[]> {
  const found = new Map<string, FoundReliance>();
  for (const interaction of readInteractions(pact.pact)) {
    const message = parseMessageName(interaction.description);
    if (query.message === undefined || query.message === message)
      for (const field of fieldsOf(interaction).filter((one) => isSelected(one, query.path)))
        addReliance(found, createReliance(pact, message, field), interaction.description);
    yield;
  }
  return [...found.values()].map(({ reliance, interactions }) => ({ ...reliance, interactions: [...interactions] }));
}

/** Sorts by field name, then by consumer. */
export function sortReliances(reliances: readonly Reliance[]): Reliance[] {
  return reliances
    .map((reliance) => ({ reliance, name: fieldNameOf(reliance) }))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.reliance.consumer, b.reliance.consumer))
    .map(({ reliance }) => reliance);
}

interface FoundReliance {
  readonly reliance: Reliance;
  readonly interactions: Set<string>;
}

function addReliance(found: Map<string, FoundReliance>, reliance: Reliance, interaction: string): void {
  const key = JSON.stringify([reliance.url, reliance.message, reliance.part, reliance.path, reliance.expectation]);
  const known = found.get(key);
  found.set(key, { reliance, interactions: (known?.interactions ?? new Set()).add(interaction) });
}

function runToEnd<Result>(task: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** The name of the message at the beginning of a description: `FeedbackEvent` for `a FeedbackEvent with level soft`. */
export function parseMessageName(description: string): string | undefined {
  return /^(?:an?|the)\s+([A-Z]\w*)/.exec(description)?.[1];
}

/** The displayed name of a field: `FeedbackEvent.queue_size`, `$.queue_size`, `response header Location`. */
export function fieldNameOf({ message, part, path }: Pick<Reliance, 'message' | 'part' | 'path'>): string {
  if (!path.startsWith('$')) return [message, part, path].filter(Boolean).join(' ');
  const field = message ? `${message}${path.slice(1)}` : path;
  return part === 'body' ? field : `${part} ${field}`;
}

function createReliance({ consumer, versions, url }: PactInForce, message: string | undefined, field: Field): Reliance {
  const { part, path, writtenBy, example, rules } = field;
  return {
    consumer,
    versions,
    url,
    ...(message === undefined ? {} : { message }),
    part,
    path,
    writtenBy,
    expectation: describeRules(rules, example),
    rules: rules.rules,
    example,
    interactions: [],
  };
}

/** A field with children is selected only if it has a rule of its own, or if its own path is requested. */
function isSelected(field: Field, path: string | undefined): boolean {
  const { hasChildren, rules } = field;
  const hasOwnRule = rules.rules.length > 0 && !rules.inherited;
  if (path === undefined) return !hasChildren || hasOwnRule;
  if (!path.startsWith('$')) return field.path === path;
  const requested = parseRulePath(path);
  const own = field.path.startsWith('$') ? parseRulePath(field.path) : undefined;
  if (!requested || !own || own.length < requested.length) return false;
  const isInside = requested.every((step, i) => matchesStep(step, own[i]));
  return isInside && (!hasChildren || hasOwnRule || own.length === requested.length);
}

function matchesStep(requested: RulePathStep, fieldStep: RulePathStep | undefined): boolean {
  if (requested === 'any' || fieldStep === undefined) return fieldStep !== undefined;
  if (requested === 'each' || fieldStep === 'each')
    return [requested, fieldStep].every((step) => step === 'each' || isIndex(step));
  return typeof fieldStep === 'object' && fieldStep.name === requested.name;
}

const isIndex = (step: RulePathStep) => typeof step === 'object' && /^\d+$/.test(step.name);
