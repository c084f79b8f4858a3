import type { Alternative } from './alternatives.ts';
import type { SchemaType } from './schema.ts';

const words: Readonly<Record<SchemaType, string>> = {
  null: 'null',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};

const shown = 6;

/** What a schema allows, in words: `"ok", "slow" or "hard"`, `a string or null`, `anything`. */
export function describeAlternatives(alternatives: readonly Alternative[]): string {
  const all = new Set(alternatives.map(({ type }) => type));
  if (all.size >= 6 && alternatives.every(({ values }) => !values)) return 'anything';
  const told = alternatives.flatMap(
    ({ type, values }) => values?.map((value) => JSON.stringify(value)) ?? [words[type]],
  );
  const [last = '', ...others] = [...new Set(told)].reverse();
  if (others.length === 0) return last;
  if (others.length >= shown) return `${others.length + 1} values: ${others.reverse().slice(0, shown).join(', ')} …`;
  return `${others.reverse().join(', ')} or ${last}`;
}
