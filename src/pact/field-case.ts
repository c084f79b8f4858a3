import type { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { FieldCase } from '../contracts/interactions.ts';
import { limit } from './limit.ts';
import { nothing } from './matchers.ts';
import type { Derive, Part } from './part.ts';

/**
 * A field that may be null or left out. Pact has no rule for alternatives, so an interaction shows one case and names it.
 * @throws ContractError AMBIGUOUS_CASE when it names none, or another one than the example shows
 */
export function fieldCase(
  def: z.core.$ZodOptionalDef | z.core.$ZodNullableDef,
  example: unknown,
  path: string,
  said: FieldCase | undefined,
  derive: Derive,
): Part {
  checkCase(def.type, example, path, said);
  const inner = fieldShown(def, example, path, said, derive);
  return { ...inner, cases: [path, ...inner.cases] };
}

function fieldShown(
  def: z.core.$ZodOptionalDef | z.core.$ZodNullableDef,
  example: unknown,
  path: string,
  said: FieldCase | undefined,
  derive: Derive,
): Part {
  const nothingMore = { limits: [], pins: [], cases: [] };
  if (said === 'null' && def.type === 'nullable') return { ...nothingMore, template: nothing() };
  if (said === 'absent' && def.type === 'optional')
    return { ...nothingMore, template: undefined, limits: [limit(path, 'left out')] };
  return derive(def.innerType, example, path);
}

function checkCase(kind: 'optional' | 'nullable', example: unknown, path: string, said: FieldCase | undefined): void {
  const shown = example === undefined ? 'absent' : example === null ? 'null' : 'present';
  if (said === shown) return;
  const may = `${path} may be ${kind === 'optional' ? 'left out' : 'null'}`;
  throw new ContractError(
    'AMBIGUOUS_CASE',
    said ? `${path} is said to be ${said}, the example shows it ${shown}` : may,
  );
}
