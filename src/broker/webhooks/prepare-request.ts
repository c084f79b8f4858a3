import { isSecretHeader, REDACTED } from './redaction.ts';
import {
  encodeFormValue,
  fillJsonTemplate,
  fillTemplate,
  type SecretLookup,
  type TemplateParameters,
} from './template.ts';
import type { RequestTemplate } from './webhook.ts';

/** A request that is ready to go. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  /** By lower-case names, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** The request to send, and the same as it may be told: without its secrets. */
export interface PreparedCall {
  readonly request: PreparedRequest;
  readonly redacted: PreparedRequest;
  /** Texts that must not be told, should the answer repeat them. */
  readonly secrets: readonly string[];
}

/** A webhook asks for a secret that it cannot have. */
export class UnknownSecretError extends Error {
  constructor(name: string) {
    super(`\${env.${name}} is not available to webhooks: set ${name} and name it in PACT_BROKER_WEBHOOK_SECRETS`);
  }
}

/**
 * Fills a request's template.
 * @throws UnknownSecret
 */
export function prepareRequest(
  template: RequestTemplate,
  parameters: TemplateParameters,
  secrets: Readonly<Record<string, string>>,
  userAgent: string,
): PreparedCall {
  const used = new Set<string>();
  const secret: SecretLookup = (name) => {
    const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (!value) throw new UnknownSecretError(name);
    used.add(value);
    return value;
  };
  const request = renderRequest(template, parameters, secret, userAgent);
  const told = renderRequest(template, parameters, () => REDACTED, userAgent);
  for (const [name, value] of request.headers) if (isSecretHeader(name)) used.add(value);
  if (template.password) used.add(fillTemplate(template.password, parameters, secret));
  return { request, redacted: { ...told, headers: told.headers.map(redactHeader) }, secrets: longestFirst(used) };
}

function redactHeader([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, isSecretHeader(name) ? REDACTED : value];
}

function longestFirst(secrets: ReadonlySet<string>): string[] {
  return [...secrets].filter((text) => text.length > 2).sort((a, b) => b.length - a.length);
}

function renderRequest(
  template: RequestTemplate,
  parameters: TemplateParameters,
  secret: SecretLookup,
  userAgent: string,
): PreparedRequest {
  const filled = (text: string) => fillTemplate(text, parameters, secret);
  const url = new URL(fillTemplate(template.url, parameters, secret, encodeFormValue));
  const body = renderBody(template.body, parameters, secret);
  const own = Object.entries(template.headers).map(([name, value]) => [name, toSingleLine(filled(value))] as const);
  const { username, password = '' } = template;
  const basic =
    username === undefined ? [] : [['authorization', basicAuth(filled(username), filled(password))] as const];
  const length = body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))] as const];
  const type = body === undefined ? [] : [['content-type', 'application/x-www-form-urlencoded'] as const];
  // A later one of the same name takes the place of the earlier, where that stood.
  const headers = new Map([
    ['accept', '*/*'],
    ['user-agent', userAgent],
    ...own,
    ...basic,
    ['host', url.host],
    ...length,
  ]);
  for (const [name, value] of type) if (!headers.has(name)) headers.set(name, value);
  return { method: template.method, url, headers: [...headers], body };
}

function renderBody(body: unknown, parameters: TemplateParameters, secret: SecretLookup): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return fillTemplate(body, parameters, secret);
  return JSON.stringify(fillJsonTemplate(body, parameters, secret));
}

function basicAuth(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A header is one line, whatever a branch is called. */
function toSingleLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get into a header
  return text.replace(/[\x00-\x1f\x7f]+/g, ' ');
}
