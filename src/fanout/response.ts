import { z } from 'zod';
import { ContractError, type ErrorCode } from '../config/errors.ts';
import { toContractError } from './github-error.ts';

/**
 * The data of GitHub's response, checked against a schema: a proxy's page, for example, is an error.
 * @param what the request, for messages, e.g. "starting contracts.yml in o/r"
 * @param notFound the error code for a 404
 * @throws ContractError GITHUB_RESPONSE_INVALID, or what `toContractError` returns for a failed request
 */
export async function parseResponse<T>(
  what: string,
  schema: z.ZodType<T>,
  response: Promise<{ data: unknown }>,
  notFound?: ErrorCode,
): Promise<T> {
  const { data } = await response.catch((error) => {
    throw toContractError(error, what, notFound);
  });
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new ContractError('GITHUB_RESPONSE_INVALID', `${what}: ${z.prettifyError(parsed.error)}`);
}

export const PAGE_SIZE = 100;
/** Ends the requests to a server that returns the same page again and again. */
const MAX_PAGES = 100;

/**
 * Reads all items of a list, page by page, and checks each page. Octokit's own pagination treats a 409 as an empty list, after which
 * a second comment or issue would be created, and fails on a response that is not a list.
 * @throws ContractError GITHUB_…
 */
export async function readAllPages<T>(
  what: string,
  schema: z.ZodType<T[]>,
  requestPage: (page: number) => Promise<{ data: unknown }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const items = await parseResponse(what, schema, requestPage(page));
    found.push(...items);
    if (items.length < PAGE_SIZE) break;
  }
  return found;
}
