import { kindOf, type Rule, type RuleSet } from '../rule.ts';
import { accepts } from './accepts.ts';
import { type Alternative, bound } from './alternatives.ts';

/** How many of some values a rule accepts; `unknown` where that cannot be told. */
export type Share = 'all' | 'some' | 'none' | 'unknown';

/** How many of an alternative's values the rules accept; rules that are not there mean equality, and are not asked here. */
export function shareAccepted({ rules, combine }: RuleSet, example: unknown, alternative: Alternative): Share {
  const shares = rules.map((rule) => shareOfRule(rule, example, alternative));
  return combine === 'AND' ? allOf(shares) : anyOf(shares);
}

function allOf(shares: readonly Share[]): Share {
  if (shares.includes('none')) return 'none';
  if (shares.includes('unknown')) return 'unknown';
  return shares.includes('some') ? (shares.filter((one) => one === 'some').length > 1 ? 'unknown' : 'some') : 'all';
}

function anyOf(shares: readonly Share[]): Share {
  if (shares.includes('all')) return 'all';
  if (shares.every((one) => one === 'none')) return 'none';
  return shares.includes('unknown') || shares.filter((one) => one === 'some').length > 1 ? 'unknown' : 'some';
}

function shareOfRule(rule: Rule, example: unknown, alternative: Alternative): Share {
  const { values } = alternative;
  if (!values) return shareOfType(rule, example, alternative);
  const verdicts = values.map((value) => accepts(rule, example, value));
  if (verdicts.includes(undefined)) return 'unknown';
  if (verdicts.every(Boolean)) return 'all';
  return verdicts.some(Boolean) ? 'some' : 'none';
}

/** What the type alone says, and the few keywords that decide. */
function shareOfType(rule: Rule, example: unknown, alternative: Alternative): Share {
  const { type } = alternative;
  const isNumber = type === 'integer' || type === 'number';
  switch (rule.match) {
    case 'type':
      return kindOf(example) === (isNumber ? 'number' : type) ? withinBounds(rule, alternative) : 'none';
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
      return type === 'string' && samePattern(rule, alternative) ? 'all' : 'unknown';
    case 'notEmpty':
      return notEmpty(alternative);
    default:
      return 'unknown';
  }
}

/** How many elements a list may have. */
function withinBounds({ min, max }: Rule, alternative: Alternative): Share {
  if (alternative.type !== 'array' || (min === undefined && max === undefined)) return 'all';
  const least = bound(alternative, 'minItems', Math.max) ?? 0;
  const most = bound(alternative, 'maxItems', Math.min) ?? Number.POSITIVE_INFINITY;
  const [from, to] = [Number(min ?? 0), Number(max ?? Number.POSITIVE_INFINITY)];
  if (most < from || least > to) return 'none';
  return least >= from && most <= to ? 'all' : 'some';
}

/** The schema's own pattern, anchored as a whole. */
function samePattern({ regex }: Rule, { keywords }: Alternative): boolean {
  const anchored = typeof regex === 'string' && /^\^(\([^()]*\)|[^|]*)\$$/s.test(regex);
  return anchored && keywords.some(({ pattern }) => pattern === regex);
}

function notEmpty(alternative: Alternative): Share {
  const word = { string: 'minLength', array: 'minItems' }[alternative.type as string];
  if (!word) return 'unknown';
  return (bound(alternative, word, Math.max) ?? 0) > 0 ? 'all' : 'some';
}
