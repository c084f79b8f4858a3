/**
 * A part of a message: the field, the array element or the whole message at one path. Each rule of its schema becomes a matcher. A rule
 * that Pact cannot check becomes a sentence in the pact (`uncheckedRule`); a rule that the pact cannot even describe is an error
 * (`throwNotExpressible`).
 */
import type { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { Template } from './matchers.ts';

export interface MessagePart {
  /** Undefined where the field is absent. */
  readonly template: Template | undefined;
  /** The rules of the schema that Pact cannot check, one sentence each. */
  readonly uncheckedRules: readonly string[];
  /** The pinned fields within the part, and their values. */
  readonly pinned: readonly (readonly [path: string, value: unknown])[];
  /** The paths of the fields within the part for which the interaction states present, null or absent. */
  readonly cases: readonly string[];
}

/** Derives the part at a path from its schema and the example's value. */
export type DerivePart = (schema: z.core.$ZodType, example: unknown, path: string) => MessagePart;

/** The sentence for a rule of the schema that Pact cannot check. */
export function uncheckedRule(path: string, rule: string): string {
  return `${path} must be ${rule}; Pact does not check this.`;
}

/** @throws ContractError NOT_EXPRESSIBLE: a pact cannot express the rule at this path */
export function throwNotExpressible(path: string, what: string): never {
  throw new ContractError('NOT_EXPRESSIBLE', `${what} at ${path}`);
}

/** The whole message, as in Pact's matching rules; fields below it are `$.level`, `$.items[*].level`, `$['a.b']`. */
export const rootPath = '$';

/** Field names that Pact's matching-rule paths cannot express: it could not parse them, or they have another meaning. */
const unsupportedName = /^$|^\*$|^pact:|['\\\p{Cc}]/u;

/**
 * The path of an object's field.
 * @throws ContractError NOT_EXPRESSIBLE for a name that Pact's matching-rule paths cannot express
 */
export function fieldPath(parent: string, name: string): string {
  if (unsupportedName.test(name)) throwNotExpressible(parent, `a field called ${JSON.stringify(name)}`);
  return /^[A-Za-z_]\w*$/.test(name) ? `${parent}.${name}` : `${parent}['${name}']`;
}

/** The path of every element of an array. */
export function elementPath(parent: string): string {
  return `${parent}[*]`;
}

/** The path from the root, for a path as people write it: `level`, `queue.level`, `['a.b']`. */
export function pathFromRoot(path: string): string {
  if (/^\$($|[.[])/.test(path)) return path;
  return path.startsWith('[') ? `${rootPath}${path}` : `${rootPath}.${path}`;
}
