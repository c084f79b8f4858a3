import type { z } from 'zod';
import { elementPath, fieldPath } from './field-path.ts';
import { limit } from './limit.ts';
import { eachLike, sameType, type Template } from './matchers.ts';
import type { Derive, Part } from './part.ts';
import { refuse } from './refusal.ts';

/** Every field of the schema. A provider may send others: Pact always allows it. */
export function objectPart(
  def: z.core.$ZodObjectDef,
  example: Readonly<Record<string, unknown>>,
  path: string,
  derive: Derive,
): Part {
  const unnamed = Object.keys(example).find((name) => !Object.hasOwn(def.shape, name));
  if (unnamed !== undefined) refuse(path, `the field ${JSON.stringify(unnamed)}, which the schema does not name,`);
  const fields = Object.entries(def.shape).map(
    ([name, schema]) => [name, derive(schema, example[name], fieldPath(path, name))] as const,
  );
  const shown = fields.flatMap(([name, { template }]) => (template === undefined ? [] : [[name, template] as const]));
  return {
    template: shown.length > 0 ? Object.fromEntries(shown) : sameType({}),
    limits: [...otherFields(def, path), ...fields.flatMap(([, { limits }]) => limits)],
    pins: fields.flatMap(([, { pins }]) => pins),
    cases: fields.flatMap(([, { cases }]) => cases),
  };
}

function otherFields({ catchall }: z.core.$ZodObjectDef, path: string): string[] {
  const kind = (catchall as z.core.$ZodTypes | undefined)?._zod.def.type ?? 'unknown';
  if (kind === 'unknown' || kind === 'any') return [];
  return kind === 'never' ? [limit(path, 'without other fields')] : refuse(path, 'a schema for all other fields');
}

/** An array of at least one element, because an empty one does not show what an element is. */
export function arrayPart(def: z.core.$ZodArrayDef, example: readonly unknown[], path: string, derive: Derive): Part {
  const { min, max } = size(def, path);
  const parts = example.map((element) => derive(def.element, element, elementPath(path)));
  const first = parts[0]?.template;
  if (first === undefined) return refuse(path, 'an array whose example shows no element');
  return {
    template: eachLike(first, example.slice(1) as Template[], Math.max(min, 1), max),
    limits: parts.flatMap(({ limits }) => limits),
    pins: parts.flatMap(({ pins }) => pins),
    cases: parts.flatMap(({ cases }) => cases),
  };
}

function size(def: z.core.$ZodArrayDef, path: string): { min: number; max?: number } {
  const bounds = (def.checks ?? []).map((check) => bound((check as z.core.$ZodChecks)._zod.def, path));
  const max = Math.min(...bounds.map((one) => one.max));
  return { min: Math.max(0, ...bounds.map((one) => one.min)), ...(max === Number.POSITIVE_INFINITY ? {} : { max }) };
}

function bound(check: z.core.$ZodChecks['_zod']['def'], path: string): { min: number; max: number } {
  switch (check.check) {
    case 'min_length':
      return { min: check.minimum, max: Number.POSITIVE_INFINITY };
    case 'max_length':
      return { min: 0, max: check.maximum };
    case 'length_equals':
      return { min: check.length, max: check.length };
    default:
      return refuse(path, `the array check ${check.check}`);
  }
}
