import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { FieldCase } from '../contracts/interactions.ts';
import { checkExample } from './example.ts';
import { fieldCase } from './field-case.ts';
import { fromRoot, root } from './field-path.ts';
import type { Template } from './matchers.ts';
import type { Part } from './part.ts';
import { refuse } from './refusal.ts';
import { scalar } from './scalar.ts';
import { arrayPart, objectPart } from './structure.ts';

/** The options of an interaction beyond schema and example; paths are written `level`, `queue.level`, `items[*].level`. */
export interface Choices {
  /** Fields that must equal the example. */
  readonly pinned?: readonly string[];
  /** For each field that may be null or left out: which case the example shows. */
  readonly cases?: Readonly<Record<string, FieldCase>>;
}

/** A message for the pact. */
export interface Contents {
  readonly content: Template;
  /** Sentences for the rules of the schema that Pact cannot check. */
  readonly limits: readonly string[];
}

/**
 * Pact's matchers for a message: the schema defines in what it may differ from the example. No rule of the schema is lost: it
 * becomes a matcher, or a sentence among the limits, or it is refused.
 * @param example a message as the schema parses it
 * @throws ContractError EXAMPLE_INVALID, NOT_EXPRESSIBLE, AMBIGUOUS_CASE or UNKNOWN_FIELD, naming the path
 */
export function pactContents(schema: z.core.$ZodType, example: unknown, choices: Choices = {}): Contents {
  checkExample(schema, example);
  const choose = chooser(choices);
  const message = part(schema, example, root, choose);
  checkChoices(choose, message);
  const { template = refuse(root, 'a message that is left out'), limits } = message;
  return { content: template, limits: [...new Set(limits)] };
}

interface Chooser {
  readonly pinned: ReadonlySet<string>;
  readonly cases: ReadonlyMap<string, FieldCase>;
}

function chooser({ pinned = [], cases = {} }: Choices): Chooser {
  return {
    pinned: new Set(pinned.map(fromRoot)),
    cases: new Map(Object.entries(cases).map(([path, shown]) => [fromRoot(path), shown])),
  };
}

function part(schema: z.core.$ZodType, example: unknown, path: string, choose: Chooser): Part {
  const derive = (inner: z.core.$ZodType, value: unknown, at: string) => part(inner, value, at, choose);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  refuseHidden(def, path);
  switch (def.type) {
    case 'default':
    case 'prefault':
    case 'readonly':
      return derive(def.innerType, example, path);
    case 'optional':
    case 'nullable':
      return fieldCase(def, example, path, choose.cases.get(path), derive);
    case 'object':
      return objectPart(def, example as Readonly<Record<string, unknown>>, path, derive);
    case 'array':
      return arrayPart(def, example as readonly unknown[], path, derive);
    default:
      return leaf(schema as z.core.$ZodTypes, example, path, choose.pinned.has(path));
  }
}

/** Coercion and checks do not appear in a schema's kind. Those of strings, numbers and arrays are read one by one. */
function refuseHidden(def: z.core.$ZodTypes['_zod']['def'], path: string): void {
  if ('coerce' in def && def.coerce) refuse(path, `a coerced ${def.type}`);
  if (def.checks?.length && !['string', 'number', 'array'].includes(def.type))
    refuse(path, `a check on the ${def.type}`);
}

function leaf(schema: z.core.$ZodTypes, example: unknown, path: string, pinned: boolean): Part {
  return { ...scalar(schema, example, path, pinned), pins: pinned ? [[path, example]] : [], cases: [] };
}

/** Every choice must have met its field, and a pin in an array the same value in each element. */
function checkChoices(choose: Chooser, { pins, cases }: Part): void {
  const pinned = new Map(pins);
  const idle =
    [...choose.pinned].find((path) => !pinned.has(path)) ??
    [...choose.cases.keys()].find((path) => !cases.includes(path));
  if (idle !== undefined) throw new ContractError('UNKNOWN_FIELD', idle);
  const [unequal] = pins.find(([path, value]) => !isDeepStrictEqual(pinned.get(path), value)) ?? [];
  if (unequal !== undefined) refuse(unequal, 'a pinned field with several values');
}
