import type { Rule, RuleSet } from './rule.ts';
import { parseRulePath, pathWeight } from './rule-path.ts';

/** The matching rules of one part of an interaction, by path. */
export type PathRules = readonly {
  readonly path: string;
  readonly rules: readonly Rule[];
  readonly combine: 'AND' | 'OR';
}[];

type Json = Readonly<Record<string, unknown>>;

/** Where specification 2 writes the rules of each part, in one list. */
const prefixes: Readonly<Record<string, RegExp>> = {
  body: /^\$\.body(?=$|[.[])/,
  header: /^\$\.headers?(?=$|[.[])/,
  query: /^\$\.query(?=$|[.[])/,
  path: /^\$\.path(?=$|[.[])/,
  status: /^\$\.status(?=$|[.[])/,
};

const names: Readonly<Record<string, readonly string[]>> = {
  body: ['body', 'content', 'contents'],
  header: ['header', 'headers'],
  metadata: ['metadata', 'metaData'],
};

/** The rules of a part (`body`, `header`, `query`, `path`, `status`, `metadata`), of specification 2, 3 or 4. */
export function rulesOf(matchingRules: unknown, part: string): PathRules {
  const all = asObject(matchingRules);
  const flat = Object.entries(all).filter(([path]) => path.startsWith('$'));
  const prefix = prefixes[part];
  if (flat.length > 0 || Object.keys(all).length === 0)
    return flat.flatMap(([path, rule]) =>
      prefix?.test(path) ? [{ path: path.replace(prefix, '$'), ...ruleSet({ matchers: [rule] }) }] : [],
    );
  return (names[part] ?? [part]).flatMap((name) => categoryRules(asObject(all[name])));
}

/** A category maps paths to their rules; that of the path or the status holds rules without a path. */
function categoryRules(category: Json): PathRules {
  if (Array.isArray(category.matchers)) return [{ path: '$', ...ruleSet(category) }];
  return Object.entries(category).map(([path, rules]) => ({ path, ...ruleSet(asObject(rules)) }));
}

function ruleSet({ matchers, combine }: Json): { rules: Rule[]; combine: 'AND' | 'OR' } {
  const rules = (Array.isArray(matchers) ? matchers : []).map((rule) => withMatcherType(asObject(rule)));
  return { rules, combine: combine === 'OR' ? 'OR' : 'AND' };
}

/** Older pacts leave out what kind a rule is. */
function withMatcherType(rule: Json): Rule {
  if (typeof rule.match === 'string') return rule as Rule;
  return { match: 'regex' in rule ? 'regex' : 'min' in rule || 'max' in rule ? 'type' : 'equality', ...rule };
}

/** The rules that hold at a place: those of the path that fits it best, wherever above it that ends. */
export function rulesAt(all: PathRules, place: readonly string[]): RuleSet {
  const weighed = all.flatMap(({ path, rules, combine }) => {
    const steps = parseRulePath(path);
    const weight = steps ? pathWeight(steps, place) : 0;
    return steps && weight > 0 ? [{ rules, combine, weight, inherited: steps.length < place.length }] : [];
  });
  const best = weighed.sort((a, b) => b.weight - a.weight)[0];
  if (!best) return noRules;
  const { rules, combine, inherited } = best;
  return { rules: inherited ? rules.map(withoutSizeLimits) : rules, combine, inherited };
}

/** How many elements a list must have is said of that list alone. */
function withoutSizeLimits({ min: _, max: __, ...rule }: Rule): Rule {
  return { ...rule, match: rule.match };
}

const noRules: RuleSet = { rules: [], combine: 'AND', inherited: false };

/** The object, or an empty one where there is none. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
