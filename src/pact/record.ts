/**
 * A record: Pact's rules for each key and each value of specification 4. Both apply to entries that the example does not have. A record
 * whose keys are an enum has all of them, so it is an object.
 */
import type { z } from 'zod';
import { eachEntry, isMatcher, rulesOf, type Template } from './matchers.ts';
import { type DerivePart, fieldPath, type MessagePart, throwNotExpressible } from './message-part.ts';
import { literalPattern } from './portable-regex.ts';
import { stringRules } from './string-rules.ts';
import { objectPart } from './structure.ts';

export function recordPart(
  def: z.core.$ZodRecordDef,
  example: Readonly<Record<string, unknown>>,
  path: string,
  derive: DerivePart,
): MessagePart {
  const { mode, partial } = def as { readonly mode?: string; readonly partial?: boolean };
  if (mode === 'loose') throwNotExpressible(path, 'a record with keys of other kinds');
  const names = keyNames((def.keyType as z.core.$ZodTypes)._zod.def);
  if (names && !partial) return objectOf(names, def.valueType, example, path, derive);
  const keys = names ? { patterns: [oneOf(names)], uncheckedRules: [] } : keyRules(def.keyType, `${path}.*`);
  const parts = Object.entries(example).map(([name, value]) => {
    fieldPath(path, name);
    return [name, derive(def.valueType, value, `${path}.*`)] as const;
  });
  const [first] = parts;
  if (first === undefined) return throwNotExpressible(path, 'a record whose example has no entry');
  const templates = parts.map(([name, { template }]) => [name, template as Template] as const);
  return {
    template: eachEntry(Object.fromEntries(templates), keys.patterns, valueRules(first[1].template, `${path}.*`)),
    uncheckedRules: [...keys.uncheckedRules, ...parts.flatMap(([, part]) => part.uncheckedRules)],
    pinned: parts.flatMap(([, { pinned }]) => pinned),
    cases: parts.flatMap(([, { cases }]) => cases),
  };
}

/** The names that an enum or literals allow; undefined for other keys. */
function keyNames(def: z.core.$ZodTypes['_zod']['def']): readonly string[] | undefined {
  const values = def.type === 'enum' ? Object.values(def.entries) : def.type === 'literal' ? def.values : undefined;
  return values?.map(String);
}

function objectOf(
  names: readonly string[],
  valueType: z.core.$ZodType,
  example: Readonly<Record<string, unknown>>,
  path: string,
  derive: DerivePart,
): MessagePart {
  const shape = Object.fromEntries(names.map((name) => [name, valueType]));
  return objectPart({ type: 'object', shape } as z.core.$ZodObjectDef, example, path, derive);
}

function keyRules(keyType: z.core.$ZodType, path: string): ReturnType<typeof stringRules> {
  const { def } = (keyType as z.core.$ZodTypes)._zod;
  return def.type === 'string' ? stringRules(def, path) : throwNotExpressible(path, `keys of the kind ${def.type}`);
}

function oneOf(names: readonly string[]): string {
  return `^(${names.map(literalPattern).join('|')})$`;
}

/**
 * Of a value that is an object, array or record, Pact would compare only the type; the rules inside would apply to the example's entries
 * only.
 */
function valueRules(template: Template | undefined, path: string): readonly Template[] {
  if (template !== undefined && isMatcher(template)) return rulesOf(template);
  return throwNotExpressible(path, 'a record whose values are not strings, numbers or booleans');
}
