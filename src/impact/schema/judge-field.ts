import { isDeepStrictEqual } from 'node:util';
import { kindOf, type RuleSet } from '../rule.ts';
import { shareAccepted } from './allows.ts';
import { type Alternative, isOfType } from './alternatives.ts';
import { describeAlternatives } from './describe.ts';
import type { Change } from './finding.ts';
import type { Member } from './members.ts';
import { isValid } from './valid.ts';

export interface Judgement {
  readonly change: Change;
  readonly says: string;
}

/** What is asked of the provider for this field: a value, its own default, or nothing that is known. */
export type RequestedValue = { readonly value: unknown } | 'default' | undefined;

/** What becomes of a field for one rule of a consumer. */
export function judgeField(rules: RuleSet, example: unknown, member: Member, asked: RequestedValue): Judgement {
  const { presence, alternatives } = member;
  if (presence === 'never') return { change: 'removed', says: 'no such field' };
  if (alternatives.length === 0) return { change: 'removed', says: 'no value at all' };
  const says = describeAlternatives(alternatives);
  const refersOn = alternatives.some(({ keywords }) => keywords.some((one) => '$ref' in one || '$dynamicRef' in one));
  if (refersOn) return { change: 'cannot tell', says: `${says}: a reference is not followed` };
  const judged = isEquality(rules) ? judgeValue(example, member, asked) : judgeRules(rules, example, alternatives);
  if (judged.change === 'kept' && presence === 'maybe') return { change: 'loosened', says: `${says}, or left out` };
  return { says, ...judged };
}

export function isEquality({ rules }: RuleSet): boolean {
  return rules.length === 0 || (rules.length === 1 && rules[0]?.match === 'equality');
}

type Partial = { readonly change: Change; readonly says?: string };

function judgeRules(rules: RuleSet, example: unknown, alternatives: readonly Alternative[]): Partial {
  const shares = alternatives.map((one) => shareAccepted(rules, example, one));
  if (shares.every((share) => share === 'all')) return { change: 'kept' };
  if (shares.every((share) => share === 'none')) return { change: broken(example, alternatives) };
  return {
    change:
      shares.includes('unknown') && !shares.includes('none') && !shares.includes('some') ? 'cannot tell' : 'loosened',
  };
}

/** Exactly the example: it must be allowed, and nothing else must come instead. */
function judgeValue(example: unknown, { schemas, alternatives }: Member, asked: RequestedValue): Partial {
  const valid = isValid(schemas, example);
  if (valid === undefined) return { change: 'cannot tell' };
  if (!valid) return { change: broken(example, alternatives) };
  if (alternatives.every(({ values }) => values?.every((value) => isDeepStrictEqual(value, example))))
    return { change: 'kept' };
  return judgeRequestedValue(example, schemas, asked);
}

function judgeRequestedValue(example: unknown, schemas: Member['schemas'], asked: RequestedValue): Partial {
  const fallback = schemas.flatMap((schema) =>
    typeof schema === 'object' && 'default' in schema ? [schema.default] : [],
  );
  if (typeof asked === 'object')
    return isDeepStrictEqual(asked.value, example)
      ? { change: 'kept' }
      : { change: 'cannot tell', says: `the provider state asks for ${JSON.stringify(asked.value)}` };
  if (fallback.length === 1) {
    if (isDeepStrictEqual(fallback[0], example)) return { change: 'kept' };
    if (asked === 'default') return { change: 'other values', says: `${JSON.stringify(fallback[0])} by default` };
  }
  return { change: 'cannot tell' };
}

function broken(example: unknown, alternatives: readonly Alternative[]): Change {
  const sameType = alternatives.some(
    ({ type }) => isOfType(example, type) || kindOf(example) === (type === 'integer' ? 'number' : type),
  );
  return sameType ? 'other values' : 'retyped';
}
