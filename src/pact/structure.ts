import type { z } from 'zod';
import { eachLike, sameType, type Template } from './matchers.ts';
import {
  type DerivePart,
  elementPath,
  fieldPath,
  type MessagePart,
  throwNotExpressible,
  uncheckedRule,
} from './message-part.ts';

/** An object with every field of the schema. A provider may send other fields: Pact always allows them. */
export function objectPart(
  def: z.core.$ZodObjectDef,
  example: Readonly<Record<string, unknown>>,
  path: string,
  derive: DerivePart,
): MessagePart {
  const unnamed = Object.keys(example).find((name) => !Object.hasOwn(def.shape, name));
  if (unnamed !== undefined)
    throwNotExpressible(path, `the field ${JSON.stringify(unnamed)}, which the schema does not name,`);
  const fields = Object.entries(def.shape).map(
    ([name, schema]) => [name, derive(schema, example[name], fieldPath(path, name))] as const,
  );
  const present = fields.flatMap(([name, { template }]) => (template === undefined ? [] : [[name, template] as const]));
  return {
    template: present.length > 0 ? Object.fromEntries(present) : sameType({}),
    uncheckedRules: [...otherFields(def, path), ...fields.flatMap(([, { uncheckedRules }]) => uncheckedRules)],
    pinned: fields.flatMap(([, { pinned }]) => pinned),
    cases: fields.flatMap(([, { cases }]) => cases),
  };
}

function otherFields({ catchall }: z.core.$ZodObjectDef, path: string): string[] {
  const kind = (catchall as z.core.$ZodTypes | undefined)?._zod.def.type ?? 'unknown';
  if (kind === 'unknown' || kind === 'any') return [];
  return kind === 'never'
    ? [uncheckedRule(path, 'without other fields')]
    : throwNotExpressible(path, 'a schema for all other fields');
}

/** An array of at least one element, because an empty one does not show what its elements are. */
export function arrayPart(
  def: z.core.$ZodArrayDef,
  example: readonly unknown[],
  path: string,
  derive: DerivePart,
): MessagePart {
  const { min, max } = arraySize(def, path);
  const parts = example.map((element) => derive(def.element, element, elementPath(path)));
  const first = parts[0]?.template;
  if (first === undefined) return throwNotExpressible(path, 'an array whose example has no element');
  return {
    template: eachLike(first, example.slice(1) as Template[], Math.max(min, 1), max),
    uncheckedRules: parts.flatMap(({ uncheckedRules }) => uncheckedRules),
    pinned: parts.flatMap(({ pinned }) => pinned),
    cases: parts.flatMap(({ cases }) => cases),
  };
}

function arraySize(def: z.core.$ZodArrayDef, path: string): { min: number; max?: number } {
  const bounds = (def.checks ?? []).map((check) => boundOf((check as z.core.$ZodChecks)._zod.def, path));
  const max = Math.min(...bounds.map((one) => one.max));
  return { min: Math.max(0, ...bounds.map((one) => one.min)), ...(max === Number.POSITIVE_INFINITY ? {} : { max }) };
}

function boundOf(check: z.core.$ZodChecks['_zod']['def'], path: string): { min: number; max: number } {
  switch (check.check) {
    case 'min_length':
      return { min: check.minimum, max: Number.POSITIVE_INFINITY };
    case 'max_length':
      return { min: 0, max: check.maximum };
    case 'length_equals':
      return { min: check.length, max: check.length };
    default:
      return throwNotExpressible(path, `the array check ${check.check}`);
  }
}
