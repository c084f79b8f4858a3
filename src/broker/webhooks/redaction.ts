import { validationError } from '../http/http-error.ts';
import { hasPlaceholder, stripPlaceholders } from './template.ts';
import { parseUrl, type RequestTemplate } from './webhook.ts';

/** Replaces a secret in responses and logs. */
export const REDACTED = '**********';

export function isSecretHeader(name: string): boolean {
  return /authorization|token|secret|password|api-?key|cookie/i.test(name);
}

/** Placeholders only, perhaps after the name of an authentication scheme: `Bearer ${env.TOKEN}`. */
function hasNoSecret(text: string): boolean {
  return hasPlaceholder(text) && /^\s*(basic|bearer|token|apikey)?\s*$/i.test(stripPlaceholders(text));
}

const redact = (text: string) => (hasNoSecret(text) ? text : REDACTED);

/** A request template as clients may read it: its password and the values of secret headers are redacted. */
export function redactSecrets(request: RequestTemplate): RequestTemplate {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    isSecretHeader(name) ? redact(value) : value,
  ]);
  const { password } = request;
  return {
    ...request,
    headers: Object.fromEntries(headers),
    ...(password !== undefined && { password: redact(password) }),
  };
}

/**
 * Replaces redacted secrets, and a missing password, in an update by those of the stored request template. The secrets belong to the
 * scheme, host and port that they were given for: if one of them has changed, they are not sent there, and an error is thrown.
 * @throws HttpError 400 that names each redacted secret of an update that calls another server
 */
export function restoreSecrets(update: RequestTemplate, stored: RequestTemplate): RequestTemplate {
  if (!isSameServer(update.url, stored.url)) return withoutRedacted(update);
  const headers = Object.entries(update.headers).map(([name, value]) => [
    name,
    value === REDACTED ? (stored.headers[name] ?? value) : value,
  ]);
  const isUnchanged = update.password === undefined || update.password === REDACTED;
  return {
    ...update,
    headers: Object.fromEntries(headers),
    password: isUnchanged ? (stored.password ?? update.password) : update.password,
  };
}

function isSameServer(one: string, other: string): boolean {
  const a = parseUrl(one);
  const b = parseUrl(other);
  return a !== undefined && a.protocol === b?.protocol && a.host === b.host;
}

const mustBeRepeated = 'must be given again, because the scheme, host or port of the URL has changed';

function withoutRedacted(update: RequestTemplate): RequestTemplate {
  const redacted = Object.entries(update.headers).flatMap(([name, value]) => (value === REDACTED ? name : []));
  const fields = [...redacted.map((name) => `headers.${name}`), ...(update.password === REDACTED ? ['password'] : [])];
  if (fields.length === 0) return update;
  throw validationError(Object.fromEntries(fields.map((field) => [`request.${field}`, [mustBeRepeated]])));
}
