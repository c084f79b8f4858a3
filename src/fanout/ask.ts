import { z } from 'zod';
import { ContractError, type ErrorCode } from '../config/errors.ts';
import { explain } from './explain.ts';

/**
 * GitHub's answer, checked: whatever is not what GitHub answers (a proxy's page, say) is an error and no answer.
 * @throws ContractError GITHUB_RESPONSE_INVALID, or what `explain` makes of a failure
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
