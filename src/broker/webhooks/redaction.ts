import { hasPlaceholder, stripPlaceholders } from './template.ts';
import type { RequestTemplate } from './webhook.ts';

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

/** Replaces redacted secrets, and a missing password, in an update by those of the stored request template. */
export function restoreSecrets(update: RequestTemplate, stored: RequestTemplate): RequestTemplate {
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
