import { dereference } from '@apidevtools/json-schema-ref-parser';
import { ContractError } from '../../config/errors.ts';
import { isSchemaObject, type Schema, type SchemaObject } from './schema.ts';

/**
 * A schema with its inner references resolved. None reaches out: neither a file nor an address is read, what refers there says
 * nothing, and so does what refers to itself.
 * @param where it came from, for the error
 * @throws ContractError SCHEMA_UNREADABLE
 */
export async function readSchema(json: unknown, where: string): Promise<SchemaObject> {
  if (!isSchemaObject(json)) throw new ContractError('SCHEMA_UNREADABLE', `${where} is not an object`);
  try {
    const options = { resolve: { external: false }, dereference: { circular: 'ignore' as const } };
    return (await dereference(structuredClone(json), options)) as SchemaObject;
  } catch (cause) {
    throw new ContractError('SCHEMA_UNREADABLE', `${where}: ${(cause as Error).message}`, { cause });
  }
}

/** The schema of each message that a document names: by its title, among its definitions, or in an OpenAPI document. */
export function namedSchemas(document: SchemaObject): ReadonlyMap<string, Schema> {
  const { title, components } = document;
  const groups = [document.$defs, document.definitions, isSchemaObject(components) ? components.schemas : undefined];
  const defined = groups.filter(isSchemaObject).flatMap((group) => Object.entries(group) as [string, Schema][]);
  return new Map([...defined, ...(typeof title === 'string' ? [[title, document] as const] : [])]);
}
