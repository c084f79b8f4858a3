import type { PactInteraction, Part } from './interactions.ts';
import { asObject, rulesAt } from './pact-rules.ts';
import { kindOf, type Rule, type RuleSet } from './rule.ts';
import { formatPath } from './rule-path.ts';

/** One field of an interaction, with the matching rules that apply to it. */
export interface Field {
  /** The name of the part that contains it: `body`, `response body`, `response header`, `metadata` … */
  readonly part: string;
  readonly kind: Part['kind'];
  readonly writtenBy: Part['writtenBy'];
  /** In a body a path: `$.items[*].level`. Otherwise a name; empty if the part is a single value, such as the status. */
  readonly path: string;
  readonly example: unknown;
  readonly rules: RuleSet;
  /** It contains other fields, which are listed as well. */
  readonly hasChildren: boolean;
}

/** Every field of an interaction. Parents come before their children. */
export function fieldsOf({ parts }: PactInteraction): Field[] {
  return parts.flatMap((part) => {
    if (part.kind === 'body') return bodyFields(part, part.example, [], []);
    return kindOf(part.example) === 'object'
      ? namedFields(part)
      : [createField(part, '', part.example, rulesAt(part.rules, []))];
  });
}

/** One step of a displayed path: a name, an index, or `*` for every element of a list. */
type DisplayStep = string | number;

/** A member of an object, or an element of a list. */
export interface Child {
  /** The member name, or the index as text. Matching rules are looked up by it. */
  readonly name: string;
  readonly displayStep: DisplayStep;
  readonly example: unknown;
}

/**
 * A node of a body and everything below it.
 * @param names the path that matching rules are looked up by: `['items', '0', 'level']`
 * @param steps the path that is displayed: `['items', '*', 'level']` if a rule applies to every element
 */
function bodyFields(part: Part, example: unknown, names: readonly string[], steps: readonly DisplayStep[]): Field[] {
  const rules = rulesAt(part.rules, names);
  const children = childrenOf(example, rules);
  return [
    createField(part, formatPath(steps), example, rules, children.length > 0),
    ...children.flatMap((child) =>
      bodyFields(part, child.example, [...names, child.name], [...steps, child.displayStep]),
    ),
  ];
}

/** The members of an object or the elements of a list. A list whose rule applies to every element has one child. */
export function childrenOf(example: unknown, rules: RuleSet): Child[] {
  if (Array.isArray(example)) {
    if (appliesToEveryElement(rules))
      return example.slice(0, 1).map((element) => ({ name: '0', displayStep: '*', example: element }));
    return example.map((element, i) => ({ name: String(i), displayStep: i, example: element }));
  }
  return Object.entries(asObject(example)).map(([name, value]) => ({ name, displayStep: name, example: value }));
}

const elementMatchers = new Set(['type', 'minType', 'maxType', 'notEmpty', 'values', 'eachValue', 'arrayContains']);

/** Whether the first element of the example stands for every element of the list. */
export function appliesToEveryElement({ rules }: RuleSet): boolean {
  return rules.some(({ match }: Rule) => elementMatchers.has(match));
}

/** Headers, query and metadata: the rules of each are under its name, optionally with `$.` before it and an index after it. */
function namedFields(part: Part): Field[] {
  return Object.entries(asObject(part.example)).map(([name, value]) => {
    const own = part.rules.find(({ path }) => isSameName(part.kind, stripPathSyntax(path), name));
    const { rules = [], combine = 'AND' } = own ?? {};
    return createField(part, name, unwrapSingleValue(value), { rules, combine, inherited: false });
  });
}

function stripPathSyntax(path: string): string {
  return path
    .replace(/^\$/, '')
    .replace(/\[(\d+|\*)\]$/, '')
    .replace(/^\.|^\['|^\["|'\]$|"\]$/g, '');
}

function isSameName(kind: Part['kind'], a: string, b: string): boolean {
  return kind === 'header' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

const unwrapSingleValue = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function createField(
  { name, kind, writtenBy }: Part,
  path: string,
  example: unknown,
  rules: RuleSet,
  hasChildren = false,
): Field {
  return { part: name, kind, writtenBy, path, example, rules, hasChildren };
}
