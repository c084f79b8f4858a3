import type { BrokerContext } from '../context.ts';
import type { Page } from '../store/page.ts';
import { type FieldErrors, validationError } from './http-error.ts';

const defaultSize = 100;
export const firstPage: Page = { number: 1, size: defaultSize };

/**
 * The page that the query requests with `page` and `size`, or with the older `pageNumber` and `pageSize`. Undefined if it has none of them.
 * @throws HttpError 400 that names each parameter that is not an integer of at least 1
 */
export function pageOf(c: BrokerContext): Page | undefined {
  const errors: FieldErrors = {};
  const readParameter = (name: string) => {
    const text = c.req.query(name);
    if (!text) return undefined;
    const problem = findIntegerProblem(text);
    if (problem) errors[name] = [problem];
    return Number(text);
  };
  const legacy = { number: readParameter('pageNumber'), size: readParameter('pageSize') };
  const current = { number: readParameter('page'), size: readParameter('size') };
  if (Object.keys(errors).length > 0) throw validationError(errors);
  const requested = (current.number ?? current.size) ? current : legacy;
  if (!(requested.number ?? requested.size)) return undefined;
  return { number: requested.number ?? 1, size: requested.size ?? defaultSize };
}

function findIntegerProblem(text: string): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return 'must be an integer';
  return Number(text) < 1 ? 'must be greater than or equal to 1' : undefined;
}
