import type { z } from 'zod';
import { ask } from './ask.ts';

export const pageSize = 100;
/** The limit ends the requests to a server that returns the same page again and again. */
const mostPages = 100;

/**
 * Reads all items of a list, page by page, and checks each page. Octokit's own pagination takes a 409 for an empty list, after which
 * something would be written twice, and fails on a response that is not a list.
 * @throws ContractError GITHUB_…
 */
export async function allPages<T>(
  what: string,
  schema: z.ZodType<T[]>,
  page: (number: number) => Promise<{ data: unknown }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let number = 1; number <= mostPages; number += 1) {
    const items = await ask(what, schema, page(number));
    found.push(...items);
    if (items.length < pageSize) break;
  }
  return found;
}
