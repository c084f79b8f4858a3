import type { BrokerContext } from '../context.ts';
import type { Page } from '../store/page.ts';
import { type FieldErrors, validationError } from './http-error.ts';

const defaultSize = 100;
export const firstPage: Page = { number: 1, size: defaultSize };

/**
 * The page asked for by `page` and `size`, or by the older `pageNumber` and `pageSize`; none when neither is given.
 * @throws HttpError 400 naming each that is not a whole number of at least 1
 */
export function pageOf(c: BrokerContext): Page | undefined {
  const errors: FieldErrors = {};
  const read = (name: string) => {
    const text = c.req.query(name);
    if (!text) return undefined;
    const complaint = complaintOn(text);
    if (complaint) errors[name] = [complaint];
    return Number(text);
  };
  const old = { number: read('pageNumber'), size: read('pageSize') };
  const current = { number: read('page'), size: read('size') };
  if (Object.keys(errors).length > 0) throw validationError(errors);
  const asked = (current.number ?? current.size) ? current : old;
  if (!(asked.number ?? asked.size)) return undefined;
  return { number: asked.number ?? 1, size: asked.size ?? defaultSize };
}

function complaintOn(text: string): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return 'must be an integer';
  return Number(text) < 1 ? 'must be greater than or equal to 1' : undefined;
}
