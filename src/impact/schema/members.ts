import { type Alternative, alternativesOf, bound } from './alternatives.ts';
import { isSchema, isSchemaObject, type Schema, type SchemaObject, schemasIn } from './schema.ts';

/** What schemas say of a field or an element. */
export interface Member {
  /** Whether it is there, in what holds it. */
  readonly presence: 'always' | 'maybe' | 'never';
  readonly schemas: readonly Schema[];
  readonly alternatives: readonly Alternative[];
}

/** The field of that name, over all alternatives that are objects. */
export function fieldOf(holders: readonly Alternative[], name: string): Member {
  const objects = holders.filter(({ type }) => type === 'object');
  return union(objects.map((holder) => fieldIn(holder, name)));
}

function fieldIn({ keywords, values }: Alternative, name: string): Member {
  if (values) return listed(values.map((value) => ownField(value as Record<string, unknown>, name)));
  const named = keywords.flatMap((one) => declared(one, name));
  const isWritten = !named.some((one) => isSchemaObject(one) && one.writeOnly === true);
  const required = isWritten && keywords.some((one) => Array.isArray(one.required) && one.required.includes(name));
  if (named.length > 0) return member(required ? 'always' : 'maybe', named);
  const others = keywords.map(otherFields);
  if (others.includes(false)) return member('never', []);
  return member(required ? 'always' : 'maybe', others);
}

const ownField = (holder: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(holder, name) ? holder[name] : undefined;

function declared({ properties, patternProperties }: SchemaObject, name: string): Schema[] {
  const own = isSchemaObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const fitting = Object.entries(isSchemaObject(patternProperties) ? patternProperties : {}).flatMap(
    ([pattern, schema]) => (fits(pattern, name) ? [schema] : []),
  );
  return [...own, ...fitting].filter(isSchema);
}

/** A schema with one of these may name fields elsewhere. */
const elsewhere = ['$ref', '$dynamicRef', 'if', 'dependentSchemas', 'dependencies'];

/** What fields may be that a schema does not name: one that names its fields, and says nothing of others, has no others. */
function otherFields(schema: SchemaObject): Schema {
  const said = schema.additionalProperties ?? schema.unevaluatedProperties;
  if (isSchema(said)) return said;
  const { properties } = schema;
  const namesThem = isSchemaObject(properties) && Object.keys(properties).length > 0;
  return !namesThem || elsewhere.some((word) => word in schema);
}

function fits(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true;
  }
}

/** The element at this index (every one, when none is given), over all alternatives that are lists. */
export function elementOf(holders: readonly Alternative[], at?: number): Member {
  const lists = holders.filter(({ type }) => type === 'array');
  return union(lists.map((holder) => elementIn(holder, at)));
}

function elementIn(list: Alternative, at: number | undefined): Member {
  const least = bound(list, 'minItems', Math.max) ?? 0;
  const there = least > (at ?? 0) ? 'always' : 'maybe';
  if (list.values) {
    const lists = list.values as unknown[][];
    return listed(at === undefined ? lists.flat() : lists.map((values) => values[at]));
  }
  return member(
    there,
    list.keywords.flatMap((one) => elementSchemas(one, at)),
  );
}

/** `items` was a list, too, before it was called `prefixItems`. */
function elementSchemas({ items, prefixItems, additionalItems }: SchemaObject, at: number | undefined): Schema[] {
  const first = schemasIn(prefixItems ?? items);
  const rest = prefixItems === undefined && Array.isArray(items) ? additionalItems : items;
  if (at !== undefined && first[at] !== undefined) return [first[at]];
  if (at === undefined && first.length > 0) return [{ anyOf: [...first, isSchema(rest) ? rest : true] }];
  return isSchema(rest) ? [rest] : [];
}

function member(presence: Member['presence'], schemas: readonly Schema[]): Member {
  return { presence, schemas, alternatives: presence === 'never' ? [] : alternativesOf(schemas) };
}

/** A field of listed values has listed values. */
function listed(values: readonly unknown[]): Member {
  const found = values.filter((value) => value !== undefined);
  const there = found.length === values.length ? 'always' : found.length > 0 ? 'maybe' : 'never';
  return member(there, [{ enum: found }]);
}

function union(members: readonly Member[]): Member {
  const [first, ...others] = members;
  if (!first) return member('never', []);
  if (others.length === 0) return first;
  const presence = members.every((one) => one.presence === first.presence) ? first.presence : 'maybe';
  const schemas = [{ anyOf: members.filter((one) => one.presence !== 'never').map((one) => ({ allOf: one.schemas })) }];
  return { presence, schemas, alternatives: members.flatMap((one) => one.alternatives) };
}
