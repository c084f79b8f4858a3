/**
 * The normalized content of a pact, with defaults for what its writer omitted: a rule without `combine` combines by AND, empty `matchingRules`, metadata, generators and provider
 * states are none, `pending: false` is the default, and the order of interactions has no meaning. Of numbers the spelling counts, because 1.0 is
 * a decimal to Pact and 1 an integer.
 */
import { isDeepStrictEqual } from 'node:util';

type Members = Readonly<Record<string, unknown>>;

/** An interaction of specification 4, or a message of specification 3. */
export interface NamedInteraction extends Members {
  readonly description?: string;
}

/** Whether two texts of pacts mean the same; false when one of them is not JSON. */
export function isSamePact(one: string, other: string): boolean {
  try {
    const first = parseNumbersAsText(one);
    const second = parseNumbersAsText(other);
    return isDeepStrictEqual(withMeanings(first), withMeanings(second));
  } catch {
    return false;
  }
}

/** The interactions of a parsed pact by their names (see interactionName), reduced to what they mean. */
export function meaningsByName(pact: Members): Map<string, NamedInteraction> {
  return new Map(interactionsOf(pact).map((one) => [interactionName(one), meaningOf(one)]));
}

/** The interactions and messages of a parsed pact; none when it has no list of them. */
export function interactionsOf(pact: unknown): readonly NamedInteraction[] {
  const { interactions, messages } = (pact ?? {}) as Members;
  return [interactions, messages].flatMap((list) => (Array.isArray(list) ? list : []));
}

/** `"a FeedbackEvent" given a state {"level":"soft"}`: interactions of one description differ in their states. */
export function interactionName({ description, providerStates, providerState }: NamedInteraction): string {
  const states = (Array.isArray(providerStates) ? providerStates : []).map(
    ({ name, params }) => `${name} ${JSON.stringify(params ?? {})}`,
  );
  const all = typeof providerState === 'string' ? [...states, `${providerState} {}`] : states;
  return `"${description}"${all.length > 0 ? ` given ${all.join(' and ')}` : ''}`;
}

function withMeanings({ interactions, messages, ...rest }: Members): Members {
  const named = [...meaningsByName({ interactions, messages })].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...rest, count: interactionsOf({ interactions, messages }).length, interactions: named };
}

/** Members of an interaction that have matching rules of their own. */
const PARTS = ['request', 'response'];
/** Members that are none when they are empty. */
const OPTIONAL = ['metadata', 'metaData', 'generators'];

function meaningOf({ _id, pending, providerStates, ...rest }: NamedInteraction): NamedInteraction {
  const states = Array.isArray(providerStates) && providerStates.length > 0 ? { providerStates } : {};
  return { ...withRules(rest), ...states, ...(pending === true ? { pending } : {}) };
}

function withRules({ matchingRules, ...rest }: Members): Members {
  const given = Object.entries(rest).filter(([name, value]) => !(OPTIONAL.includes(name) && isEmpty(value)));
  const members = given.map(([name, value]) => [name, PARTS.includes(name) ? partMeaning(value) : value]);
  const categories = Object.entries((matchingRules ?? {}) as Members).map(([name, rules]) => [
    name,
    withCombine(rules),
  ]);
  const used = categories.filter(([, rules]) => !isEmpty(rules));
  return { ...Object.fromEntries(members), ...(used.length > 0 && { matchingRules: Object.fromEntries(used) }) };
}

function partMeaning(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(partMeaning);
  return isObject(part) ? withRules(part) : part;
}

/** A category holds a rule, or rules by path. A path without `matchers` has the rule itself in specification 2, and stays as it is. */
function withCombine(rules: unknown): unknown {
  if (!isObject(rules)) return rules;
  if (Array.isArray(rules.matchers)) return { combine: 'AND', ...rules };
  return Object.fromEntries(
    Object.entries(rules).map(([path, rule]) => [
      path,
      isObject(rule) && Array.isArray(rule.matchers) ? { combine: 'AND', ...rule } : rule,
    ]),
  );
}

function isEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON string, or a number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** The JSON with each number as `{ number: '1.0' }`. */
function parseNumbersAsText(text: string): Members {
  JSON.parse(text); // what follows repairs nothing
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `{"number":"${token}"}`)),
  );
}
