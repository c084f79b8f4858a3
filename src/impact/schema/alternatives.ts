import { isDeepStrictEqual } from 'node:util';
import { kindOf } from '../rule.ts';
import { type Schema, type SchemaObject, type SchemaType, schemasIn } from './schema.ts';

/** Values of one type that schemas allow, as far as they are understood: all that they allow is among the alternatives. */
export interface Alternative {
  readonly type: SchemaType;
  /** The only values there are, where they are listed. */
  readonly values?: readonly unknown[];
  /** What holds for them all. */
  readonly keywords: readonly SchemaObject[];
}

const types: readonly SchemaType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const anything: readonly Alternative[] = types.map((type) => ({ type, keywords: [] }));
/** More of them are not told apart. */
const most = 100;

/** What all these schemas allow together. */
export function alternativesOf(schemas: readonly Schema[]): readonly Alternative[] {
  return schemas.map(alternatives).reduce(both, anything).filter(isPossible);
}

/** Lower and upper bound of a type's values, which leave nothing where they cross. */
const bounds: Readonly<Partial<Record<SchemaType, readonly [lower: string, upper: string]>>> = {
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
};

function isPossible(alternative: Alternative): boolean {
  const [lower, upper] = bounds[alternative.type] ?? [];
  if (!lower || !upper) return true;
  const least = bound(alternative, lower, Math.max) ?? Number.NEGATIVE_INFINITY;
  return least <= (bound(alternative, upper, Math.min) ?? Number.POSITIVE_INFINITY);
}

function alternatives(schema: Schema): readonly Alternative[] {
  if (typeof schema === 'boolean') return schema ? anything : [];
  const own = typesOf(schema).flatMap((type) => narrowed({ type, keywords: [schema] }, schema));
  const parts = [
    ...schemasIn(schema.allOf).map(alternatives),
    ...['anyOf', 'oneOf'].flatMap((word) =>
      Array.isArray(schema[word]) ? [schemasIn(schema[word]).flatMap(alternatives)] : [],
    ),
  ];
  return parts.reduce(both, own);
}

/** A type that nobody knows says nothing; `nullable` is how OpenAPI 3.0 lets null in. */
function typesOf({ type, nullable }: SchemaObject): readonly SchemaType[] {
  const named = [type].flat();
  if (!named.every(isType)) return types;
  return nullable === true && !named.includes('null') ? [...named, 'null'] : named;
}

function isType(name: unknown): name is SchemaType {
  return name === 'integer' || types.some((type) => type === name);
}

/** Only the listed values of that type, where values are listed. */
function narrowed(alternative: Alternative, { enum: listed, const: only }: SchemaObject): Alternative[] {
  const lists = [...(Array.isArray(listed) ? [listed] : []), ...(only === undefined ? [] : [[only]])];
  return lists.reduce<Alternative[]>(
    (left, list) => left.flatMap((one) => withValues(one, one.values ? common(one.values, list) : list)),
    [alternative],
  );
}

function withValues(alternative: Alternative, values: readonly unknown[]): Alternative[] {
  const own = values.filter((value) => isOfType(value, alternative.type));
  return own.length > 0 ? [{ ...alternative, values: own }] : [];
}

function both(some: readonly Alternative[], others: readonly Alternative[]): readonly Alternative[] {
  if (some === anything) return others;
  const met = some.flatMap((a) => others.flatMap((b) => meeting(a, b)));
  return met.length > most ? anything : met;
}

function meeting(a: Alternative, b: Alternative): Alternative[] {
  const type = commonType(a.type, b.type);
  if (!type) return [];
  const one = { type, keywords: [...a.keywords, ...b.keywords] };
  const values = a.values && b.values ? common(a.values, b.values) : (a.values ?? b.values);
  return values ? withValues(one, values) : [one];
}

function commonType(a: SchemaType, b: SchemaType): SchemaType | undefined {
  if (a === b) return a;
  return [a, b].every((type) => type === 'integer' || type === 'number') ? 'integer' : undefined;
}

function common(some: readonly unknown[], others: readonly unknown[]): unknown[] {
  return some.filter((value) => others.some((other) => isDeepStrictEqual(value, other)));
}

export function isOfType(value: unknown, type: SchemaType): boolean {
  return type === 'integer' ? Number.isInteger(value) : kindOf(value) === type;
}

/** The number that a keyword gives, the strictest where several schemas give one. */
export function bound({ keywords }: Alternative, word: string, strictest: (...numbers: number[]) => number) {
  const given = keywords.map((one) => one[word]).filter((value) => typeof value === 'number');
  return given.length > 0 ? strictest(...given) : undefined;
}
