import { isSecretHeader, REDACTED } from './redaction.ts';
import {
  encodeFormValue,
  encodePathValue,
  fillJsonTemplate,
  fillTemplate,
  type SecretLookup,
  type TemplateParameters,
} from './template.ts';
import type { RequestTemplate } from './webhook.ts';

type Header = readonly [name: string, value: string];

/** A request with all placeholders replaced. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  /** In the order in which they are sent (the template's names are lower-case). */
  readonly headers: readonly Header[];
  readonly body: string | undefined;
}

export interface PreparedCall {
  readonly request: PreparedRequest;
  /** The same request with its secrets redacted, for logs and responses. */
  readonly redacted: PreparedRequest;
  /** Texts to redact in the response, longest first. */
  readonly secrets: readonly string[];
}

/** A template names a secret that webhooks may not use, or that is not set. */
export class UnknownSecretError extends Error {
  constructor(name: string) {
    super(`\${env.${name}} is not available to webhooks: set ${name} and name it in PACT_BROKER_WEBHOOK_SECRETS`);
  }
}

/**
 * Replaces the placeholders of a request template.
 * @throws UnknownSecretError
 */
export function prepareRequest(
  template: RequestTemplate,
  parameters: TemplateParameters,
  secrets: Readonly<Record<string, string>>,
  userAgent: string,
): PreparedCall {
  const used = new Set<string>();
  const lookUpSecret: SecretLookup = (name) => {
    const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (!value) throw new UnknownSecretError(name);
    used.add(value);
    return value;
  };
  const request = renderRequest(template, parameters, lookUpSecret, userAgent);
  const redacted = renderRequest(template, parameters, () => REDACTED, userAgent);
  for (const [name, value] of request.headers) if (isSecretHeader(name)) used.add(value);
  if (template.password) used.add(fillTemplate(template.password, parameters, lookUpSecret));
  return {
    request,
    redacted: { ...redacted, headers: redacted.headers.map(redactHeader) },
    secrets: longestFirst(used),
  };
}

function redactHeader([name, value]: Header): Header {
  return [name, isSecretHeader(name) ? REDACTED : value];
}

/** Without texts of one or two characters, which would redact most of a response. */
function longestFirst(secrets: ReadonlySet<string>): string[] {
  return [...secrets].filter((text) => text.length > 2).sort((a, b) => b.length - a.length);
}

function renderRequest(
  template: RequestTemplate,
  parameters: TemplateParameters,
  lookUpSecret: SecretLookup,
  userAgent: string,
): PreparedRequest {
  const fill = (text: string) => fillTemplate(text, parameters, lookUpSecret);
  const url = new URL(renderUrl(template.url, parameters, lookUpSecret));
  const body = renderBody(template, parameters, lookUpSecret);
  const { username, password = '' } = template;
  // Setting a name again keeps its position: the order is that of the official broker.
  const headers = new Map<string, string>();
  headers.set('accept', '*/*');
  headers.set('user-agent', userAgent);
  for (const [name, value] of Object.entries(template.headers)) headers.set(name, toSingleLine(fill(value)));
  if (username !== undefined) headers.set('authorization', basicAuth(fill(username), fill(password)));
  headers.set('host', url.host);
  if (body !== undefined) {
    headers.set('content-length', String(Buffer.byteLength(body)));
    if (!headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
  }
  return { method: template.method, url, headers: [...headers], body };
}

function renderUrl(url: string, parameters: TemplateParameters, lookUpSecret: SecretLookup): string {
  const [path = '', ...query] = url.split('?');
  return [
    fillTemplate(path, parameters, lookUpSecret, encodePathValue),
    ...query.map((part) => fillTemplate(part, parameters, lookUpSecret, encodeFormValue)),
  ].join('?');
}

const formType = /^application\/x-www-form-urlencoded\b/i;

function renderBody(
  { body, headers }: RequestTemplate,
  parameters: TemplateParameters,
  lookUpSecret: SecretLookup,
): string | undefined {
  if (body === undefined) return undefined;
  const isForm = formType.test(headers['content-type'] ?? '');
  if (typeof body === 'string')
    return fillTemplate(body, parameters, lookUpSecret, isForm ? encodeFormValue : undefined);
  return JSON.stringify(fillJsonTemplate(body, parameters, lookUpSecret));
}

function basicAuth(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Prevents header injection: a branch name may contain a line break. */
function toSingleLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a header
  return text.replace(/[\x00-\x1f\x7f]+/g, ' ');
}
