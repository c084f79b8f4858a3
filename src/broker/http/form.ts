import type { BrokerContext } from '../context.ts';
import { HttpError, validationError } from './http-error.ts';

/** Forms of the pages hold a few names of at most 255 characters each. */
const MAX_FORM_BYTES = 16 * 1024;
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Whether the body of a request is a form that a browser has sent without scripts. */
export function isForm(c: BrokerContext): boolean {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() === FORM_TYPE;
}

/** The character encoding that the request names. Browsers name none for the pages' forms, which are in UTF-8. */
function charsetOf(c: BrokerContext): string {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(c.req.header('content-type') ?? '') ?? [];
  return (quoted ?? bare ?? 'utf-8').toLowerCase();
}

/**
 * The fields of a form, each of which must be there once.
 * @throws HttpError 415 for another media type or character encoding, 413 for a larger body, 400 that names missing, repeated and unknown fields
 */
export async function readForm<Name extends string>(
  c: BrokerContext,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  if (!isForm(c)) throw new HttpError(415, { error: `Forms are accepted as ${FORM_TYPE} only.` });
  const charset = charsetOf(c);
  if (!['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new HttpError(415, {
      error: `Forms are accepted in UTF-8 only; this one is sent as ${charset.slice(0, 40)}.`,
    });
  const body = await c.req.arrayBuffer();
  if (body.byteLength > MAX_FORM_BYTES)
    throw new HttpError(413, { error: `The form is too large: at most ${MAX_FORM_BYTES / 1024} KiB are accepted.` });
  return pickFields(new URLSearchParams(Buffer.from(body).toString('utf8')), names);
}

/** The fields that a link to a form passes in its query string. @throws HttpError 400 that names missing, repeated and unknown fields */
export function readQuery<Name extends string>(c: BrokerContext, names: readonly Name[]): Record<Name, string> {
  return pickFields(new URL(c.req.url).searchParams, names);
}

function pickFields<Name extends string>(params: URLSearchParams, names: readonly Name[]): Record<Name, string> {
  // A map, because assigning `__proto__` on an object would set its prototype and add no error.
  const errors = new Map<string, string[]>();
  for (const name of names) {
    const { length } = params.getAll(name);
    if (length !== 1) errors.set(name, [length === 0 ? 'is missing' : 'is given more than once']);
  }
  for (const name of params.keys())
    if (!names.includes(name as Name)) errors.set(name.slice(0, 80), ['is not a field of this form']);
  if (errors.size > 0) throw validationError(Object.fromEntries(errors));
  return Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>;
}
