import { compareText } from '../text/order.ts';
import { type Field, fieldsOf } from './fields.ts';
import { interactionsOf } from './interactions.ts';
import { describeRules, type Rule } from './rule.ts';
import { parseRulePath } from './rule-path.ts';

/** A consumer's version that is in force, and where. */
export interface ConsumerVersion {
  readonly number: string;
  readonly branches: readonly string[];
  /** Where it is deployed or released. */
  readonly environments: readonly string[];
}

/** A pact that a provider has to keep. */
export interface PactInForce {
  readonly consumer: string;
  /** Those versions of the consumer that hold it. */
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  /** As the broker has it. */
  readonly pact: unknown;
}

/** Which fields are asked for; all of them when nothing is said. */
export interface FieldQuery {
  /** Only in interactions about this message: `FeedbackEvent`. */
  readonly message?: string | undefined;
  /** This field and what is below it: `$.queue_size`, or the name of a header, a query parameter or metadata. */
  readonly path?: string | undefined;
}

/** A consumer relies on a field, in the same way in each of these interactions. */
export interface Reliance {
  readonly consumer: string;
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  /** The message, where the description begins with its name. */
  readonly message?: string;
  readonly part: string;
  readonly path: string;
  /** The consumer writes it, and relies on its being accepted. */
  readonly by: Field['by'];
  /** How strictly, in words: `exactly "soft"`, `an integer`. */
  readonly wants: string;
  /** The same for machines; none means equality. */
  readonly rules: readonly Rule[];
  readonly example: unknown;
  readonly interactions: readonly string[];
}

/** Who relies on which field: the answer for a provider whose pacts in force these are. In the order of the fields. */
export function listReliances(pacts: readonly PactInForce[], question: FieldQuery = {}): Reliance[] {
  const found = new Map<string, Reliance>();
  for (const pact of pacts)
    for (const interaction of interactionsOf(pact.pact)) {
      const message = messageNameOf(interaction.description);
      if (question.message !== undefined && question.message !== message) continue;
      for (const field of fieldsOf(interaction)) {
        if (!isSelected(field, question.path)) continue;
        const one = relianceOf(pact, message, field);
        const key = JSON.stringify([one.url, message, one.part, one.path, one.wants]);
        const interactions = [...(found.get(key)?.interactions ?? []), interaction.description];
        found.set(key, { ...one, interactions: [...new Set(interactions)] });
      }
    }
  return [...found.values()].sort(
    (a, b) => compareText(fieldNameOf(a), fieldNameOf(b)) || compareText(a.consumer, b.consumer),
  );
}

/** The message that a description names in its first words, as `a FeedbackEvent with level soft` does. */
export function messageNameOf(description: string): string | undefined {
  return /^(?:an?|the)\s+([A-Z]\w*)/.exec(description)?.[1];
}

/** The field as one names it: `FeedbackEvent.queue_size`, `$.queue_size`, `response header Location`. */
export function fieldNameOf({ message, part, path }: Pick<Reliance, 'message' | 'part' | 'path'>): string {
  if (!path.startsWith('$')) return [message, part, path].filter(Boolean).join(' ');
  const field = message ? `${message}${path.slice(1)}` : path;
  return part === 'body' ? field : `${part} ${field}`;
}

function relianceOf({ consumer, versions, url }: PactInForce, message: string | undefined, field: Field): Reliance {
  const { part, path, by, example, rules } = field;
  const wants = describeRules(rules, example);
  const about = message === undefined ? {} : { message };
  return { consumer, versions, url, ...about, part, path, by, wants, rules: rules.rules, example, interactions: [] };
}

/** What only holds other fields is not listed beside them, unless it was asked for by its own path. */
function isSelected(field: Field, path: string | undefined): boolean {
  const { hasChildren, rules } = field;
  const hasOwnRule = rules.rules.length > 0 && !rules.inherited;
  if (path === undefined) return !hasChildren || hasOwnRule;
  if (!path.startsWith('$')) return field.path === path;
  const [asked, own] = [parseRulePath(path), field.path.startsWith('$') ? parseRulePath(field.path) : undefined];
  if (!asked || !own || own.length < asked.length) return false;
  return asked.every((one, at) => isSame(one, own[at])) && (!hasChildren || hasOwnRule || own.length === asked.length);
}

type Step = NonNullable<ReturnType<typeof parseRulePath>>[number];

function isSame(asked: Step, own: Step | undefined): boolean {
  if (asked === 'any' || own === undefined) return own !== undefined;
  if (asked === 'each' || own === 'each') return [asked, own].every((one) => one === 'each' || isIndex(one));
  return typeof own === 'object' && own.name === asked.name;
}

const isIndex = (one: Step) => typeof one === 'object' && /^\d+$/.test(one.name);
