import type { Alternative } from './alternatives.ts';
import type { SchemaType } from './schema.ts';

const typeDescriptions: Readonly<Record<SchemaType, string>> = {
  null: 'null',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};

const MAX_LISTED_VALUES = 6;

/** Describes in English what a schema allows: `"ok", "slow" or "hard"`, `a string or null`, `anything`. */
export function describeAlternatives(alternatives: readonly Alternative[]): string {
  const types = new Set(alternatives.map(({ type }) => type));
  if (types.size >= 6 && alternatives.every(({ values }) => !values)) return 'anything';
  const descriptions = alternatives.flatMap(
    ({ type, values }) => values?.map((value) => JSON.stringify(value)) ?? [typeDescriptions[type]],
  );
  const unique = [...new Set(descriptions)];
  if (unique.length <= 1) return unique.join('');
  if (unique.length > MAX_LISTED_VALUES)
    return `${unique.length} values: ${unique.slice(0, MAX_LISTED_VALUES).join(', ')} …`;
  return `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}
