import type { z } from 'zod';
import { ask } from './ask.ts';

export const pageSize = 100;
/** Nobody has so many; a server that gives every page the same is not asked for ever. */
const mostPages = 100;

/**
 * All items of a list, page by page, each page checked. Octokit's own pagination takes a 409 for an empty list, after which
 * something would be written twice, and breaks at what is no list.
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
