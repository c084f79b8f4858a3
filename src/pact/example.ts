import { inspect, isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/**
 * Holds an example to its schema: it must be what the schema gives back for it, so with every default and nothing that is dropped.
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
