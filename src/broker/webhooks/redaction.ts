import { hasPlaceholder, stripPlaceholders } from './template.ts';
import type { RequestTemplate } from './webhook.ts';

export const REDACTED = '**********';

const secretHeader = /authorization|token|secret|password|api-?key|cookie/i;

export function isSecretHeader(name: string): boolean {
  return secretHeader.test(name);
}

/** Says nothing in itself: a hole to be filled later, with a scheme's name at most. */
function hasNoSecret(text: string): boolean {
  return hasPlaceholder(text) && /^\s*(basic|bearer|token|apikey)?\s*$/i.test(stripPlaceholders(text));
}

const redact = (text: string) => (hasNoSecret(text) ? text : REDACTED);

/** A request as it may be read: without its password, and without the values of headers that look secret. */
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

/** A changed request with the secrets of the one before, where the change came back with stars, or without a password. */
export function restoreSecrets(changed: RequestTemplate, before: RequestTemplate): RequestTemplate {
  const headers = Object.entries(changed.headers).map(([name, value]) => [
    name,
    value === REDACTED ? (before.headers[name] ?? value) : value,
  ]);
  const { password } = changed;
  const kept = password === undefined || password === REDACTED ? (before.password ?? password) : password;
  return { ...changed, headers: Object.fromEntries(headers), password: kept };
}
