import type { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { FieldCase } from '../contracts/interactions.ts';
import { nullValue } from './matchers.ts';
import { type DerivePart, type MessagePart, uncheckedRule } from './message-part.ts';

/**
 * A field that may be null or absent. Pact has no rule for alternatives, so an interaction shows one case and states which.
 * @throws ContractError AMBIGUOUS_CASE when it states none, or another one than the example shows
 */
export function fieldCase(
  def: z.core.$ZodOptionalDef | z.core.$ZodNullableDef,
  example: unknown,
  path: string,
  stated: FieldCase | undefined,
  derive: DerivePart,
): MessagePart {
  checkCase(def.type, example, path, stated);
  const inner = createCasePart(def, example, path, stated, derive);
  return { ...inner, cases: [path, ...inner.cases] };
}

function createCasePart(
  def: z.core.$ZodOptionalDef | z.core.$ZodNullableDef,
  example: unknown,
  path: string,
  stated: FieldCase | undefined,
  derive: DerivePart,
): MessagePart {
  const empty = { uncheckedRules: [], pinned: [], cases: [] };
  if (stated === 'null' && def.type === 'nullable') return { ...empty, template: nullValue() };
  if (stated === 'absent' && def.type === 'optional')
    return { ...empty, template: undefined, uncheckedRules: [uncheckedRule(path, 'absent')] };
  return derive(def.innerType, example, path);
}

function checkCase(kind: 'optional' | 'nullable', example: unknown, path: string, stated: FieldCase | undefined): void {
  const shown = example === undefined ? 'absent' : example === null ? 'null' : 'present';
  if (stated === shown) return;
  const possible = `${path} may be ${kind === 'optional' ? 'absent' : 'null'}`;
  throw new ContractError(
    'AMBIGUOUS_CASE',
    stated ? `the case of ${path} is "${stated}", but the example shows "${shown}"` : possible,
  );
}
