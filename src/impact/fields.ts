import type { PactInteraction, Part } from './interactions.ts';
import { asObject, rulesAt } from './pact-rules.ts';
import { kindOf, type Rule, type RuleSet } from './rule.ts';
import { formatPath } from './rule-path.ts';

/** One field that an interaction relies on. */
export interface Field {
  /** The part it is in: `body`, `response body`, `response header`, `metadata` … */
  readonly part: string;
  readonly kind: Part['kind'];
  readonly by: Part['by'];
  /** In a body its path: `$.items[*].level`; elsewhere its name, and nothing where the part is one value. */
  readonly path: string;
  readonly example: unknown;
  readonly rules: RuleSet;
  /** It holds other fields, which are listed too. */
  readonly hasChildren: boolean;
}

/** Every field of an interaction, those above before those below. */
export function fieldsOf({ parts }: PactInteraction): Field[] {
  return parts.flatMap((part) => {
    if (part.kind === 'body') return bodyFields(part, part.example, [], []);
    return kindOf(part.example) === 'object'
      ? namedFields(part)
      : [field(part, '', part.example, rulesAt(part.rules, []))];
  });
}

type Shown = string | number;

/** `place` is where the rules look for it, `shown` how it is written: the elements of a list with a rule are alike. */
function bodyFields(part: Part, example: unknown, place: readonly string[], shown: readonly Shown[]): Field[] {
  const rules = rulesAt(part.rules, place);
  const below = childrenOf(example, rules);
  return [
    field(part, formatPath(shown), example, rules, below.length > 0),
    ...below.flatMap(([name, as, value]) => bodyFields(part, value, [...place, name], [...shown, as])),
  ];
}

export function childrenOf(example: unknown, rules: RuleSet): (readonly [name: string, as: Shown, value: unknown])[] {
  if (Array.isArray(example)) {
    if (appliesToEveryElement(rules)) return example.slice(0, 1).map((value) => ['0', '*', value]);
    return example.map((value, at) => [String(at), at, value]);
  }
  return Object.entries(asObject(example)).map(([name, value]) => [name, name, value]);
}

const matchersForElements = new Set(['type', 'minType', 'maxType', 'notEmpty', 'values', 'eachValue', 'arrayContains']);

/** A list with such a rule shows one element, and means every one. */
export function appliesToEveryElement({ rules }: RuleSet): boolean {
  return rules.some(({ match }: Rule) => matchersForElements.has(match));
}

/** Headers, query and metadata: each name has its rules, with or without `$.` before it and an index after it. */
function namedFields(part: Part): Field[] {
  return Object.entries(asObject(part.example)).map(([name, value]) => {
    const own = part.rules.filter(({ path }) => sameName(part.kind, stripPathSyntax(path), name));
    const { rules = [], combine = 'AND' } = own[0] ?? {};
    return field(part, name, unwrapSingleValue(value), { rules, combine, inherited: false });
  });
}

function stripPathSyntax(path: string): string {
  return path
    .replace(/^\$/, '')
    .replace(/\[(\d+|\*)\]$/, '')
    .replace(/^\.|^\['|^\["|'\]$|"\]$/g, '');
}

function sameName(kind: Part['kind'], a: string, b: string): boolean {
  return kind === 'header' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

const unwrapSingleValue = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function field({ name, kind, by }: Part, path: string, example: unknown, rules: RuleSet, holds = false): Field {
  return { part: name, kind, by, path, example, rules, hasChildren: holds };
}
