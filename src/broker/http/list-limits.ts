import type { BrokerContext } from '../context.ts';
import { type FieldErrors, validationError } from './http-error.ts';
import { type LimitName, limitSetting } from './limits.ts';

/** The limits of the lists in a body or query, by the field that holds the list: `{ 'request.headers': 'headers' }`. */
export type LimitedFields = Readonly<Record<string, LimitName>>;

/**
 * Rejects a body or query with too long a list, before the items are validated.
 * @throws HttpError 400 that names each such field and the setting of its limit
 */
export function rejectLongLists(c: BrokerContext, body: unknown, fields: LimitedFields): void {
  const errors: FieldErrors = {};
  for (const [field, name] of Object.entries(fields)) {
    const limit = c.var.limits[name];
    if (countItems(memberOf(body, field)) > limit)
      errors[field] = [`cannot have more than ${limit} items (${limitSetting(name)})`];
  }
  if (Object.keys(errors).length > 0) throw validationError(errors);
}

function memberOf(body: unknown, path: string): unknown {
  let value: unknown = body;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function countItems(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}
