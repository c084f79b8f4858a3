import { type Alternative, listAlternatives, strictestBound } from './alternatives.ts';
import { isSchema, isSchemaObject, type Schema, type SchemaObject, schemasIn } from './schema.ts';

/** A field of an object or an element of a list, as schemas describe it. */
export interface Member {
  readonly presence: 'required' | 'optional' | 'absent';
  readonly schemas: readonly Schema[];
  readonly alternatives: readonly Alternative[];
}

/** The field of that name in those alternatives that are objects. */
export function findField(parents: readonly Alternative[], name: string): Member {
  const objects = parents.filter(({ type }) => type === 'object');
  return unionOf(objects.map((parent) => fieldIn(parent, name)));
}

function fieldIn({ keywords, values }: Alternative, name: string): Member {
  if (values) return memberOfValues(values.map((value) => ownProperty(value as Record<string, unknown>, name)));
  const declared = keywords.flatMap((schema) => declaredSchemas(schema, name));
  const isWriteOnly = declared.some((schema) => isSchemaObject(schema) && schema.writeOnly === true);
  const isRequired =
    !isWriteOnly && keywords.some(({ required }) => Array.isArray(required) && required.includes(name));
  if (declared.length > 0) return createMember(isRequired ? 'required' : 'optional', declared);
  const additional = keywords.map(additionalFieldSchema);
  if (additional.includes(false)) return createMember('absent', []);
  return createMember(isRequired ? 'required' : 'optional', additional);
}

const ownProperty = (object: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(object, name) ? object[name] : undefined;

function declaredSchemas({ properties, patternProperties }: SchemaObject, name: string): Schema[] {
  const byName = isSchemaObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const byPattern = Object.entries(isSchemaObject(patternProperties) ? patternProperties : {}).flatMap(
    ([pattern, schema]) => (matchesPattern(pattern, name) ? [schema] : []),
  );
  return [...byName, ...byPattern].filter(isSchema);
}

/** With one of these keywords, a schema may declare fields outside of its own `properties`. */
const indirectKeywords = ['$ref', '$dynamicRef', 'if', 'dependentSchemas', 'dependencies'];

/**
 * The schema of a field that is not declared. If a schema has `properties` and does not mention additional ones, the provider is assumed
 * to write none.
 */
function additionalFieldSchema(schema: SchemaObject): Schema {
  const explicit = schema.additionalProperties ?? schema.unevaluatedProperties;
  if (isSchema(explicit)) return explicit;
  const { properties } = schema;
  const hasProperties = isSchemaObject(properties) && Object.keys(properties).length > 0;
  return !hasProperties || indirectKeywords.some((keyword) => keyword in schema);
}

function matchesPattern(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true;
  }
}

/** The element with this index in those alternatives that are lists. Without an index: any element. */
export function findElement(parents: readonly Alternative[], index?: number): Member {
  const lists = parents.filter(({ type }) => type === 'array');
  return unionOf(lists.map((parent) => elementIn(parent, index)));
}

function elementIn(list: Alternative, index: number | undefined): Member {
  const minItems = strictestBound(list, 'minItems', Math.max) ?? 0;
  if (list.values) {
    const lists = list.values as unknown[][];
    return memberOfValues(index === undefined ? lists.flat() : lists.map((values) => values[index]));
  }
  return createMember(
    minItems > (index ?? 0) ? 'required' : 'optional',
    list.keywords.flatMap((schema) => elementSchemas(schema, index)),
  );
}

/** Before draft 2020-12, `items` could be a list, as `prefixItems` is now. */
function elementSchemas({ items, prefixItems, additionalItems }: SchemaObject, index: number | undefined): Schema[] {
  const prefix = schemasIn(prefixItems ?? items);
  const rest = prefixItems === undefined && Array.isArray(items) ? additionalItems : items;
  if (index !== undefined && prefix[index] !== undefined) return [prefix[index]];
  if (index === undefined && prefix.length > 0) return [{ anyOf: [...prefix, isSchema(rest) ? rest : true] }];
  return isSchema(rest) ? [rest] : [];
}

function createMember(presence: Member['presence'], schemas: readonly Schema[]): Member {
  return { presence, schemas, alternatives: presence === 'absent' ? [] : listAlternatives(schemas) };
}

/** @param values the member in each possible value of its parent; undefined where the parent does not have it */
function memberOfValues(values: readonly unknown[]): Member {
  const found = values.filter((value) => value !== undefined);
  const presence = found.length === values.length ? 'required' : found.length > 0 ? 'optional' : 'absent';
  return createMember(presence, [{ enum: found }]);
}

function unionOf(members: readonly Member[]): Member {
  const [first, ...others] = members;
  if (!first) return createMember('absent', []);
  if (others.length === 0) return first;
  const presence = members.every((member) => member.presence === first.presence) ? first.presence : 'optional';
  const possible = members.filter((member) => member.presence !== 'absent');
  const schemas = [{ anyOf: possible.map((member) => ({ allOf: member.schemas })) }];
  return { presence, schemas, alternatives: members.flatMap(({ alternatives }) => alternatives) };
}
