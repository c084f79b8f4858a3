/**
 * Finds rules that no example can show and no pact can express. This precedes parsing the example, which would fail without a path or
 * change it. Kinds of schema that parse are refused where they are translated (see contents.ts).
 */
import type { z } from 'zod';
import { elementPath, fieldPath, rootPath, throwNotExpressible } from './message-part.ts';

/** @throws ContractError NOT_EXPRESSIBLE for a schema of zod 3, a promise, a transform or an asynchronous check, naming the path */
export function checkSchema(schema: unknown, path: string = rootPath): void {
  if (!isZod4(schema))
    throwNotExpressible(path, 'a schema that is not one of zod 4 (schemas of zod 3 are not supported)');
  const { def } = schema._zod;
  if (def.type === 'promise') throwNotExpressible(path, 'a promise');
  if (def.type === 'pipe' || def.type === 'transform') throwNotExpressible(path, transformName(def));
  for (const check of def.checks ?? []) checkCheck(check as z.core.$ZodChecks, path);
  for (const [inner, at] of innerSchemas(def, path)) checkSchema(inner, at);
}

function isZod4(schema: unknown): schema is z.core.$ZodTypes {
  return typeof schema === 'object' && schema !== null && '_zod' in schema;
}

function transformName(def: z.core.$ZodPipeDef | z.core.$ZodTransformDef): string {
  if (def.type === 'transform') return 'a transform';
  const type = (side: z.core.$ZodType) => (side as z.core.$ZodTypes)?._zod?.def.type;
  if ('reverseTransform' in def) return 'a transform (codec)';
  if (type(def.in) === 'transform') return 'a transform (preprocess)';
  return type(def.out) === 'transform' ? 'a transform' : 'a pipe of two schemas';
}

function checkCheck(check: z.core.$ZodChecks, path: string): void {
  const { def } = check._zod;
  if (def.check === 'overwrite') throwNotExpressible(path, 'a transform (overwrite, such as trim or toLowerCase)');
  const functions = [(def as { fn?: unknown }).fn, check._zod.check];
  if (functions.some(isAsync)) throwNotExpressible(path, 'an asynchronous check');
}

function isAsync(value: unknown): boolean {
  return typeof value === 'function' && value.constructor.name === 'AsyncFunction';
}

/** The schemas within a schema, with their paths. A lazy schema may contain itself, and is refused where it is translated. */
function innerSchemas(def: z.core.$ZodTypes['_zod']['def'], path: string): (readonly [unknown, string])[] {
  switch (def.type) {
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'optional':
    case 'nullable':
      return [[def.innerType, path]];
    case 'object':
      return Object.entries(def.shape).map(([name, schema]) => [schema, fieldPath(path, name)] as const);
    case 'array':
      return [[def.element, elementPath(path)]];
    case 'record':
      return [
        [def.keyType, `${path}.*`],
        [def.valueType, `${path}.*`],
      ];
    case 'union':
      return def.options.map((option) => [option, path] as const);
    default:
      return [];
  }
}
