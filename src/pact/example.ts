import { inspect, isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/**
 * Checks an example against its schema: it must equal the parsed value, so with every default and without dropped fields.
 * @throws ContractError EXAMPLE_INVALID
 */
export function checkExample(schema: z.core.$ZodType, example: unknown): void {
  const parsed = z.core.safeParse(schema, example);
  if (!parsed.success) throw new ContractError('EXAMPLE_INVALID', z.prettifyError(parsed.error));
  if (isDeepStrictEqual(parsed.data, example)) return;
  throw new ContractError('EXAMPLE_INVALID', `it is ${show(example)}\nread as ${show(parsed.data)}`);
}

function show(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY });
}
