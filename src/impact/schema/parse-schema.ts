import { dereference } from '@apidevtools/json-schema-ref-parser';
import { ContractError } from '../../config/errors.ts';
import { findExpandedSize } from './expanded-size.ts';
import { isSchemaObject, type Schema, type SchemaObject } from './schema.ts';

/** Objects and lists of a schema with its references resolved: about two seconds. */
const MAX_EXPANDED_SIZE = 500_000;

/**
 * Parses a JSON Schema and resolves the references within it. References to files and URLs are not followed, and circular references
 * remain.
 * @param origin the file or message that the JSON comes from, for the error
 * @throws ContractError SCHEMA_UNREADABLE; SCHEMA_TOO_LARGE if the schema is too large with its references resolved
 */
export async function parseSchema(json: unknown, origin: string): Promise<SchemaObject> {
  if (!isSchemaObject(json)) throw new ContractError('SCHEMA_UNREADABLE', `${origin} is not an object`);
  assertNotTooLarge(json, origin);
  try {
    const options = { resolve: { external: false }, dereference: { circular: 'ignore' as const } };
    return (await dereference(structuredClone(json), options)) as SchemaObject;
  } catch (cause) {
    throw new ContractError('SCHEMA_UNREADABLE', `${origin}: ${(cause as Error).message}`, { cause });
  }
}

function assertNotTooLarge(document: SchemaObject, origin: string): void {
  if (expandedSizeOf(document) >= MAX_EXPANDED_SIZE) throw new ContractError('SCHEMA_TOO_LARGE', origin);
}

/** Infinite for a document that is nested too deeply to be measured. */
function expandedSizeOf(document: SchemaObject): number {
  try {
    return findExpandedSize(document, MAX_EXPANDED_SIZE);
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The schemas of a document by name: the document itself by its title, its definitions, and the schemas of an OpenAPI document. */
export function listNamedSchemas(document: SchemaObject): ReadonlyMap<string, Schema> {
  const { title, components } = document;
  const groups = [document.$defs, document.definitions, isSchemaObject(components) ? components.schemas : undefined];
  const defined = groups.filter(isSchemaObject).flatMap((group) => Object.entries(group) as [string, Schema][]);
  return new Map([...defined, ...(typeof title === 'string' ? [[title, document] as const] : [])]);
}
