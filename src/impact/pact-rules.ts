import type { Rule, RuleSet } from './rule.ts';
import { parseRulePath, pathWeight, type RulePathStep } from './rule-path.ts';

/** The matching rules of one part of an interaction, by path. */
export type PathRules = readonly {
  readonly path: string;
  readonly rules: readonly Rule[];
  readonly combine: 'AND' | 'OR';
}[];

type Json = Readonly<Record<string, unknown>>;

/** Specification 2 has one list of rules for all parts. The path of a rule begins with its part. */
const v2Prefixes: Readonly<Record<string, RegExp>> = {
  body: /^\$\.body(?=$|[.[])/,
  header: /^\$\.headers?(?=$|[.[])/,
  query: /^\$\.query(?=$|[.[])/,
  path: /^\$\.path(?=$|[.[])/,
  status: /^\$\.status(?=$|[.[])/,
};

/** The names of a category of rules in specifications 3 and 4, if they differ from the name of the part. */
const categoryNames: Readonly<Record<string, readonly string[]>> = {
  body: ['body', 'content', 'contents'],
  header: ['header', 'headers'],
  metadata: ['metadata', 'metaData'],
};

/** The rules of a part (`body`, `header`, `query`, `path`, `status`, `metadata`), of specification 2, 3 or 4. */
export function rulesOf(matchingRules: unknown, part: string): PathRules {
  const all = asObject(matchingRules);
  const v2Rules = Object.entries(all).filter(([path]) => path.startsWith('$'));
  const prefix = v2Prefixes[part];
  if (v2Rules.length > 0 || Object.keys(all).length === 0)
    return v2Rules.flatMap(([path, rule]) =>
      prefix?.test(path) ? [{ path: path.replace(prefix, '$'), ...parseRuleSet({ matchers: [rule] }) }] : [],
    );
  return (categoryNames[part] ?? [part]).flatMap((name) => categoryRules(asObject(all[name])));
}

/** A category maps paths to rules. The categories of the path and the status have rules without a path. */
function categoryRules(category: Json): PathRules {
  if (Array.isArray(category.matchers)) return [{ path: '$', ...parseRuleSet(category) }];
  return Object.entries(category).map(([path, rules]) => ({ path, ...parseRuleSet(asObject(rules)) }));
}

function parseRuleSet({ matchers, combine }: Json): { rules: Rule[]; combine: 'AND' | 'OR' } {
  const rules = (Array.isArray(matchers) ? matchers : []).map((rule) => withMatcherType(asObject(rule)));
  return { rules, combine: combine === 'OR' ? 'OR' : 'AND' };
}

/** Older pacts omit `match`, which follows from the other members of the rule. */
function withMatcherType(rule: Json): Rule {
  if (typeof rule.match === 'string') return rule as Rule;
  return { match: 'regex' in rule ? 'regex' : 'min' in rule || 'max' in rule ? 'type' : 'equality', ...rule };
}

/**
 * The rules that apply to a field: those of the path with the greatest weight. A rule also applies to everything below its path.
 * @param names the member names and indexes from the root of the part to the field
 */
export function rulesAt(all: PathRules, names: readonly string[]): RuleSet {
  const paths = parsedPathsOf(all);
  const weighted = all.flatMap(({ rules, combine }, i) => {
    const steps = paths[i];
    const weight = steps ? pathWeight(steps, names) : 0;
    return steps && weight > 0 ? [{ rules, combine, weight, inherited: steps.length < names.length }] : [];
  });
  const best = weighted.sort((a, b) => b.weight - a.weight)[0];
  if (!best) return noRules;
  const { rules, combine, inherited } = best;
  return { rules: inherited ? rules.map(withoutSizeLimits) : rules, combine, inherited };
}

type ParsedPaths = readonly (readonly RulePathStep[] | undefined)[];

/** Cache: every field of a part needs the same parsed paths. */
const parsedPaths = new WeakMap<PathRules, ParsedPaths>();

function parsedPathsOf(all: PathRules): ParsedPaths {
  const known = parsedPaths.get(all);
  if (known) return known;
  const parsed = all.map(({ path }) => parseRulePath(path));
  parsedPaths.set(all, parsed);
  return parsed;
}

/** `min` and `max` limit the size of the list at the rule's path, not of lists below it. */
function withoutSizeLimits({ min: _, max: __, ...rule }: Rule): Rule {
  return { ...rule, match: rule.match };
}

const noRules: RuleSet = { rules: [], combine: 'AND', inherited: false };

/** The value if it is an object, otherwise an empty object. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
