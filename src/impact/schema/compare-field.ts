import { isDeepStrictEqual } from 'node:util';
import { kindOf, type RuleSet } from '../rule.ts';
import { findAcceptedShare } from './accepted-share.ts';
import { type Alternative, isOfType } from './alternatives.ts';
import { describeAlternatives } from './describe-alternatives.ts';
import type { Change } from './finding.ts';
import type { Member } from './members.ts';
import { isValid } from './validation.ts';

export interface Comparison {
  readonly change: Change;
  /** What the schema allows, or why the change is undetermined. */
  readonly detail: string;
}

/** What the provider state requires of a field: a value, or the schema's default. Undefined if it is unknown. */
export type RequestedValue = { readonly value: unknown } | 'default' | undefined;

/** Compares the schema of a field with the rules of a consumer. */
export function compareField(
  rules: RuleSet,
  example: unknown,
  member: Member,
  requested: RequestedValue = undefined,
): Comparison {
  const { presence, alternatives } = member;
  if (presence === 'absent') return { change: 'removed', detail: 'no such field' };
  if (alternatives.length === 0) return { change: 'removed', detail: 'no value is allowed' };
  const detail = describeAlternatives(alternatives);
  const hasReference = alternatives.some(({ keywords }) =>
    keywords.some((schema) => '$ref' in schema || '$dynamicRef' in schema),
  );
  if (hasReference) return { change: 'undetermined', detail: `${detail}: a reference is not followed` };
  const result = isEquality(rules)
    ? compareWithExample(example, member, requested)
    : compareWithRules(rules, example, alternatives);
  if (result.change === 'compatible' && presence === 'optional')
    return { change: 'widened', detail: `${detail}, or absent` };
  return { detail, ...result };
}

/** Whether the value must equal the example. */
export function isEquality({ rules }: RuleSet): boolean {
  return rules.length === 0 || (rules.length === 1 && rules[0]?.match === 'equality');
}

/** Without `detail`, the description of the alternatives is used. */
type Result = { readonly change: Change; readonly detail?: string };

function compareWithRules(rules: RuleSet, example: unknown, alternatives: readonly Alternative[]): Result {
  const shares = alternatives.map((alternative) => findAcceptedShare(rules, example, alternative));
  if (shares.every((share) => share === 'all')) return { change: 'compatible' };
  if (shares.every((share) => share === 'none')) return { change: breakingChange(example, alternatives) };
  const isUndetermined = shares.every((share) => share === 'all' || share === 'unknown');
  return { change: isUndetermined ? 'undetermined' : 'widened' };
}

/** The schema must allow the example, and the provider must write no other value. */
function compareWithExample(example: unknown, { schemas, alternatives }: Member, requested: RequestedValue): Result {
  const valid = isValid(schemas, example);
  if (valid === undefined) return { change: 'undetermined' };
  if (!valid) return { change: breakingChange(example, alternatives) };
  const isOnlyValue = alternatives.every(({ values }) => values?.every((value) => isDeepStrictEqual(value, example)));
  return isOnlyValue ? { change: 'compatible' } : compareRequestedValue(example, schemas, requested);
}

/** The schema allows other values as well, so that the provider state decides which value is written. */
function compareRequestedValue(example: unknown, schemas: Member['schemas'], requested: RequestedValue): Result {
  if (typeof requested === 'object')
    return isDeepStrictEqual(requested.value, example)
      ? { change: 'compatible' }
      : { change: 'undetermined', detail: `the provider state requires ${JSON.stringify(requested.value)}` };
  const defaults = schemas.flatMap((schema) =>
    typeof schema === 'object' && 'default' in schema ? [schema.default] : [],
  );
  if (defaults.length === 1) {
    if (isDeepStrictEqual(defaults[0], example)) return { change: 'compatible' };
    if (requested === 'default')
      return { change: 'values changed', detail: `${JSON.stringify(defaults[0])} by default` };
  }
  return { change: 'undetermined' };
}

function breakingChange(example: unknown, alternatives: readonly Alternative[]): Change {
  const isSameType = alternatives.some(
    ({ type }) => isOfType(example, type) || kindOf(example) === (type === 'integer' ? 'number' : type),
  );
  return isSameType ? 'values changed' : 'type changed';
}
