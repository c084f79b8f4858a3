import { kindOf, type Rule, type RuleSet } from '../rule.ts';
import { acceptsValue } from './accepts-value.ts';
import { type Alternative, strictestBound } from './alternatives.ts';

/** How many of the values that a schema allows are accepted by a rule. */
export type Share = 'all' | 'some' | 'none' | 'unknown';

/** How many of an alternative's values the rules accept. `rules` must not be empty. */
export function findAcceptedShare({ rules, combine }: RuleSet, example: unknown, alternative: Alternative): Share {
  const shares = rules.map((rule) => shareOfRule(rule, example, alternative));
  return combine === 'AND' ? combineAnd(shares) : combineOr(shares);
}

/** Two rules that accept `some` values each may accept none in common: the result is `unknown`. */
function combineAnd(shares: readonly Share[]): Share {
  if (shares.includes('none')) return 'none';
  if (shares.includes('unknown')) return 'unknown';
  if (!shares.includes('some')) return 'all';
  return shares.filter((share) => share === 'some').length > 1 ? 'unknown' : 'some';
}

/** Two rules that accept `some` values each may accept all together: the result is `unknown`. */
function combineOr(shares: readonly Share[]): Share {
  if (shares.includes('all')) return 'all';
  if (shares.every((share) => share === 'none')) return 'none';
  return shares.includes('unknown') || shares.filter((share) => share === 'some').length > 1 ? 'unknown' : 'some';
}

function shareOfRule(rule: Rule, example: unknown, alternative: Alternative): Share {
  const { values } = alternative;
  if (!values) return shareOfType(rule, example, alternative);
  const results = values.map((value) => acceptsValue(rule, example, value));
  if (results.includes(undefined)) return 'unknown';
  if (results.every(Boolean)) return 'all';
  return results.some(Boolean) ? 'some' : 'none';
}

/** For an alternative that does not list its values: decided by its type and a few keywords. */
function shareOfType(rule: Rule, example: unknown, alternative: Alternative): Share {
  const { type } = alternative;
  const isNumber = type === 'integer' || type === 'number';
  switch (rule.match) {
    case 'type':
      return kindOf(example) === (isNumber ? 'number' : type) ? shareOfSizes(rule, alternative) : 'none';
    case 'number':
      return isNumber ? 'all' : 'none';
    case 'integer':
      return type === 'integer' ? 'all' : type === 'number' ? 'some' : 'none';
    case 'decimal':
      return type === 'number' ? 'unknown' : 'none';
    case 'null':
      return type === 'null' ? 'all' : 'none';
    case 'boolean':
      return type === 'boolean' ? 'all' : type === 'string' ? 'unknown' : 'none';
    case 'regex':
      return type === 'string' && hasSamePattern(rule, alternative) ? 'all' : 'unknown';
    case 'notEmpty':
      return shareOfNotEmpty(alternative);
    default:
      return 'unknown';
  }
}

/** Compares the sizes that the schema allows for a list with `min` and `max` of the rule. */
function shareOfSizes({ min, max }: Rule, alternative: Alternative): Share {
  if (alternative.type !== 'array' || (min === undefined && max === undefined)) return 'all';
  const minItems = strictestBound(alternative, 'minItems', Math.max) ?? 0;
  const maxItems = strictestBound(alternative, 'maxItems', Math.min) ?? Number.POSITIVE_INFINITY;
  const minAccepted = Number(min ?? 0);
  const maxAccepted = Number(max ?? Number.POSITIVE_INFINITY);
  if (maxItems < minAccepted || minItems > maxAccepted) return 'none';
  return minItems >= minAccepted && maxItems <= maxAccepted ? 'all' : 'some';
}

/** The schema has the same pattern as the rule, and the pattern is anchored at both ends. */
function hasSamePattern({ regex }: Rule, { keywords }: Alternative): boolean {
  const isAnchored = typeof regex === 'string' && /^\^(\([^()]*\)|[^|]*)\$$/s.test(regex);
  return isAnchored && keywords.some(({ pattern }) => pattern === regex);
}

function shareOfNotEmpty(alternative: Alternative): Share {
  const keyword = { string: 'minLength', array: 'minItems' }[alternative.type as string];
  if (!keyword) return 'unknown';
  return (strictestBound(alternative, keyword, Math.max) ?? 0) > 0 ? 'all' : 'some';
}
