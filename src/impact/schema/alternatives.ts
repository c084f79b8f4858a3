import { isDeepStrictEqual } from 'node:util';
import { kindOf } from '../rule.ts';
import { type Schema, type SchemaObject, type SchemaType, schemasIn } from './schema.ts';

// A schema is compared with a matching rule through its alternatives: one for each type that the schema allows.
// `{ type: ['string', 'null'], minLength: 1 }` has the alternatives string and null, both with the keyword `minLength`.
// `anyOf` and `oneOf` give the union of the alternatives of their schemas, `allOf` the intersection. Keywords that are not
// evaluated here, such as `not`, are ignored: the alternatives contain every value that the schema allows, and may contain more.

/** Values of one type. */
export interface Alternative {
  readonly type: SchemaType;
  /** The only possible values, if `enum` or `const` lists them. */
  readonly values?: readonly unknown[];
  /** The schemas that all the values conform to. */
  readonly keywords: readonly SchemaObject[];
}

const types: readonly SchemaType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const anyType: readonly Alternative[] = types.map((type) => ({ type, keywords: [] }));
/** Above this number, alternatives are replaced by one of each type. */
const MAX_ALTERNATIVES = 100;

/** The alternatives for values that conform to all the schemas. */
export function listAlternatives(schemas: readonly Schema[]): readonly Alternative[] {
  return schemas.map(alternativesOf).reduce(intersect, anyType).filter(isPossible);
}

/** The keywords for the lower and upper bound of each type. If the lower exceeds the upper, no value is possible. */
const boundKeywords: Readonly<Partial<Record<SchemaType, readonly [lower: string, upper: string]>>> = {
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
};

function isPossible(alternative: Alternative): boolean {
  const [lower, upper] = boundKeywords[alternative.type] ?? [];
  if (!lower || !upper) return true;
  const lowest = strictestBound(alternative, lower, Math.max) ?? Number.NEGATIVE_INFINITY;
  return lowest <= (strictestBound(alternative, upper, Math.min) ?? Number.POSITIVE_INFINITY);
}

function alternativesOf(schema: Schema): readonly Alternative[] {
  if (typeof schema === 'boolean') return schema ? anyType : [];
  const own = typesOf(schema).flatMap((type) => restrictToListedValues({ type, keywords: [schema] }, schema));
  const unions = [schema.anyOf, schema.oneOf].filter(Array.isArray);
  const parts = [
    ...schemasIn(schema.allOf).map(alternativesOf),
    ...unions.map((schemas) => schemasIn(schemas).flatMap(alternativesOf)),
  ];
  return parts.reduce(intersect, own);
}

/** A missing or unknown type is treated as any type. `nullable` allows null in OpenAPI 3.0; it has no effect without a type. */
function typesOf({ type, nullable }: SchemaObject): readonly SchemaType[] {
  const named = [type].flat();
  if (!named.every(isType)) return types;
  return nullable === true && !named.includes('null') ? [...named, 'null'] : named;
}

function isType(name: unknown): name is SchemaType {
  return name === 'integer' || types.some((type) => type === name);
}

/** Restricts the alternative to the values of `enum` and `const`, if the schema has them. */
function restrictToListedValues(alternative: Alternative, schema: SchemaObject): Alternative[] {
  const lists = [
    ...(Array.isArray(schema.enum) ? [schema.enum] : []),
    ...(schema.const === undefined ? [] : [[schema.const]]),
  ];
  return lists.reduce<Alternative[]>(
    (restricted, list) =>
      restricted.flatMap((one) => withValues(one, one.values ? intersectValues(one.values, list) : list)),
    [alternative],
  );
}

/** Empty if none of the values has the type of the alternative. */
function withValues(alternative: Alternative, values: readonly unknown[]): Alternative[] {
  const ofType = values.filter((value) => isOfType(value, alternative.type));
  return ofType.length > 0 ? [{ ...alternative, values: ofType }] : [];
}

function intersect(left: readonly Alternative[], right: readonly Alternative[]): readonly Alternative[] {
  if (left === anyType) return right;
  const pairs = left.flatMap((a) => right.flatMap((b) => intersectPair(a, b)));
  return pairs.length > MAX_ALTERNATIVES ? anyType : pairs;
}

function intersectPair(a: Alternative, b: Alternative): Alternative[] {
  const type = intersectTypes(a.type, b.type);
  if (!type) return [];
  const alternative = { type, keywords: [...a.keywords, ...b.keywords] };
  const values = a.values && b.values ? intersectValues(a.values, b.values) : (a.values ?? b.values);
  return values ? withValues(alternative, values) : [alternative];
}

function intersectTypes(a: SchemaType, b: SchemaType): SchemaType | undefined {
  if (a === b) return a;
  return [a, b].every((type) => type === 'integer' || type === 'number') ? 'integer' : undefined;
}

function intersectValues(left: readonly unknown[], right: readonly unknown[]): unknown[] {
  return left.filter((value) => right.some((other) => isDeepStrictEqual(value, other)));
}

export function isOfType(value: unknown, type: SchemaType): boolean {
  return type === 'integer' ? Number.isInteger(value) : kindOf(value) === type;
}

/**
 * The number of a keyword such as `minItems`; undefined if no schema has the keyword.
 * @param strictest selects one of several numbers: `Math.max` for a lower bound, `Math.min` for an upper bound
 */
export function strictestBound(
  { keywords }: Alternative,
  keyword: string,
  strictest: (...numbers: number[]) => number,
): number | undefined {
  const numbers = keywords.map((schema) => schema[keyword]).filter((value) => typeof value === 'number');
  return numbers.length > 0 ? strictest(...numbers) : undefined;
}
