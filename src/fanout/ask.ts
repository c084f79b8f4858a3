import { z } from 'zod';
import { ContractError, type ErrorCode } from '../config/errors.ts';
import { explain } from './explain.ts';

/**
 * Checks GitHub's response: one of another shape (a proxy's page, for example) is an error.
 * @throws ContractError GITHUB_RESPONSE_INVALID, or the error that `explain` returns for a failure
 */
export async function ask<T>(
  what: string,
  schema: z.ZodType<T>,
  answer: Promise<{ data: unknown }>,
  notThere?: ErrorCode,
): Promise<T> {
  const { data } = await answer.catch((error) => {
    throw explain(error, what, notThere);
  });
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new ContractError('GITHUB_RESPONSE_INVALID', `${what}: ${z.prettifyError(parsed.error)}`);
}
