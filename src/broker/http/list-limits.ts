import type { BrokerContext } from '../context.ts';
import { type FieldErrors, validationError } from './http-error.ts';
import { type LimitName, type Limits, limitSetting } from './limits.ts';

/** The limits of the lists in a body or query, by the field that holds the list: `{ 'request.headers': 'headers' }`. */
export type LimitedFields = Readonly<Record<string, LimitName>>;

/** The limited lists of a pact. */
export const pactLists = { interactions: 'interactions', messages: 'interactions' } as const;

/**
 * Rejects a body or query with too long a list, before the items are validated.
 * @throws HttpError 400 that names each such field and the setting of its limit
 */
export function rejectLongLists(c: BrokerContext, body: unknown, fields: LimitedFields): void {
  const errors = findLongLists(c.var.limits, body, fields);
  if (Object.keys(errors).length > 0) throw validationError(errors);
}

/** The problem of each list that is too long, by field. */
export function findLongLists(limits: Limits, body: unknown, fields: LimitedFields): FieldErrors {
  const errors: FieldErrors = {};
  for (const [field, name] of Object.entries(fields)) {
    const limit = limits[name];
    if (countItems(memberOf(body, field)) > limit)
      errors[field] = [`cannot have more than ${limit} items (${limitSetting(name)})`];
  }
  return errors;
}

function memberOf(body: unknown, path: string): unknown {
  let value: unknown = body;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = value instanceof Map ? value.get(name) : (value as Record<string, unknown>)[name];
  }
  return value;
}

function countItems(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}
