import { inspect, isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { FieldCase } from '../contracts/interactions.ts';
import { fieldCase } from './field-case.ts';
import type { Template } from './matchers.ts';
import { type MessagePart, pathFromRoot, rootPath, throwNotExpressible } from './message-part.ts';
import { recordPart } from './record.ts';
import { createScalar, enumScalar } from './scalar.ts';
import { checkSchema } from './schema-check.ts';
import { arrayPart, objectPart } from './structure.ts';
import { stringChoice, unionPart } from './union.ts';

/** The options of an interaction beyond schema and example; paths are written `level`, `queue.level`, `items[*].level`. */
export interface ContentsOptions {
  /** Fields that must equal the example. */
  readonly pinned?: readonly string[];
  /** For each field that may be null or absent: which case the example shows. */
  readonly cases?: Readonly<Record<string, FieldCase>>;
}

/** Any schema of zod 4, described by its structure, so that the schemas of every release of zod 4 fit. */
export interface AnySchema {
  readonly _zod: { readonly def: { readonly type: string } };
}

/** A message for the pact. */
export interface Contents {
  readonly content: Template;
  /** The rules of the schema that Pact cannot check, one sentence each. */
  readonly uncheckedRules: readonly string[];
}

/**
 * Pact's matchers for a message: the schema defines how it may differ from the example. No rule of the schema is lost: each one
 * becomes a matcher or an unchecked rule, or is an error.
 * @param example a message as the schema parses it
 * @throws ContractError EXAMPLE_INVALID, NOT_EXPRESSIBLE, AMBIGUOUS_CASE or UNKNOWN_FIELD, naming the path
 */
export function pactContents(anySchema: AnySchema, example: unknown, options: ContentsOptions = {}): Contents {
  const schema = anySchema as z.core.$ZodType;
  checkSchema(schema);
  checkExample(schema, example);
  if (example === null) throwNotExpressible(rootPath, 'a message that is null, which Pact takes for no message,');
  const selection = selectFields(options);
  const message = derivePart(schema, example, rootPath, selection);
  checkSelection(selection, message);
  const { template = throwNotExpressible(rootPath, 'an absent message'), uncheckedRules } = message;
  return { content: template, uncheckedRules: [...new Set(uncheckedRules)] };
}

/** The example must equal its parsed value: with every default, and without fields that the schema drops. */
function checkExample(schema: z.core.$ZodType, example: unknown): void {
  const parsed = parseExample(schema, example);
  if (!parsed.success) throw new ContractError('EXAMPLE_INVALID', z.prettifyError(parsed.error));
  if (isDeepStrictEqual(parsed.data, example)) return;
  const inspectOnOneLine = (value: unknown) => inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY });
  throw new ContractError(
    'EXAMPLE_INVALID',
    `it is ${inspectOnOneLine(example)}\nparsed as ${inspectOnOneLine(parsed.data)}`,
  );
}

/** A check that returns a promise without being an async function is found only when it runs. */
function parseExample(schema: z.core.$ZodType, example: unknown) {
  try {
    return z.core.safeParse(schema, example);
  } catch (error) {
    if (!(error instanceof z.core.$ZodAsyncError)) throw error;
    return throwNotExpressible(rootPath, 'an asynchronous check within the schema');
  }
}

/** The options with paths from the root. */
interface FieldSelection {
  readonly pinned: ReadonlySet<string>;
  readonly cases: ReadonlyMap<string, FieldCase>;
}

function selectFields({ pinned = [], cases = {} }: ContentsOptions): FieldSelection {
  return {
    pinned: new Set(pinned.map(pathFromRoot)),
    cases: new Map(Object.entries(cases).map(([path, stated]) => [pathFromRoot(path), stated])),
  };
}

function derivePart(schema: z.core.$ZodType, example: unknown, path: string, selection: FieldSelection): MessagePart {
  const deriveWithin = (inner: z.core.$ZodType, value: unknown, at: string) => derivePart(inner, value, at, selection);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  checkKind(def, path);
  switch (def.type) {
    case 'default':
    case 'prefault':
    case 'readonly':
      return deriveWithin(def.innerType, example, path);
    case 'optional':
    case 'nullable':
      return fieldCase(def, example, path, selection.cases.get(path), deriveWithin);
    case 'object':
      return objectPart(def, example as Readonly<Record<string, unknown>>, path, deriveWithin);
    case 'record':
      return recordPart(def, example as Readonly<Record<string, unknown>>, path, deriveWithin);
    case 'union': {
      const choice = stringChoice(schema);
      const isPinned = selection.pinned.has(path);
      return choice ? choicePart(choice, example, path, isPinned) : unionPart(def, example, path, deriveWithin);
    }
    case 'array':
      return arrayPart(def, example as readonly unknown[], path, deriveWithin);
    default:
      return scalarPart(schema as z.core.$ZodTypes, example, path, selection.pinned.has(path));
  }
}

/** A schema's kind does not show coercion and checks. The checks of strings, numbers and arrays are translated with them. */
function checkKind(def: z.core.$ZodTypes['_zod']['def'], path: string): void {
  if ('coerce' in def && def.coerce) throwNotExpressible(path, `a coerced ${def.type}`);
  if (def.checks?.length && !['string', 'number', 'array'].includes(def.type))
    throwNotExpressible(path, `a check on the ${def.type}`);
}

function choicePart(choice: readonly string[], example: unknown, path: string, pinned: boolean): MessagePart {
  return { ...enumScalar(choice, example, path, pinned), pinned: pinned ? [[path, example]] : [], cases: [] };
}

function scalarPart(schema: z.core.$ZodTypes, example: unknown, path: string, pinned: boolean): MessagePart {
  return { ...createScalar(schema, example, path, pinned), pinned: pinned ? [[path, example]] : [], cases: [] };
}

/** Every selected path must be a field, and a pinned field of array elements must have the same value in each element. */
function checkSelection(selection: FieldSelection, { pinned, cases }: MessagePart): void {
  const values = new Map(pinned);
  const unknown =
    [...selection.pinned].find((path) => !values.has(path)) ??
    [...selection.cases.keys()].find((path) => !cases.includes(path));
  if (unknown !== undefined) throw new ContractError('UNKNOWN_FIELD', unknown);
  const [unequal] = pinned.find(([path, value]) => !isDeepStrictEqual(values.get(path), value)) ?? [];
  if (unequal !== undefined) throwNotExpressible(unequal, 'a pinned field with several values');
}
