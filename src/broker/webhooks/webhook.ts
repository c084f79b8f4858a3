/** The events that a webhook can subscribe to. */
export const eventNames = [
  'contract_published',
  'contract_content_changed',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'contract_requiring_verification_published',
] as const;
export type EventName = (typeof eventNames)[number];

/** A request whose URL, headers, body and credentials may hold the placeholders `${pactbroker.…}` and `${env.…}`. */
export interface RequestTemplate {
  readonly method: string;
  readonly url: string;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or a text that is sent verbatim; no body if undefined. */
  readonly body?: unknown;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** The pacticipants whose events count: one by name, all with a label, or all. */
export interface Party {
  readonly name?: string;
  readonly label?: string;
}

/** A request to send on events between consumers and providers. */
export interface Webhook {
  readonly uuid: string;
  readonly description?: string | undefined;
  readonly consumer?: Party | undefined;
  readonly provider?: Party | undefined;
  readonly enabled: boolean;
  readonly request: RequestTemplate;
  readonly events: readonly EventName[];
}

/** The short name of a request: `POST ci.example.org`. */
export function requestName({ method, url }: Pick<RequestTemplate, 'method' | 'url'>): string {
  return `${method} ${hostOf(url) ?? ''}`;
}

/** The description of a webhook, or the short name of its request. */
export function displayName({ description, request }: Pick<Webhook, 'description' | 'request'>): string {
  return description ?? requestName(request);
}

/** The normalised host of a URL template; undefined if it is not a URL. */
export function hostOf(urlTemplate: string): string | undefined {
  return parseUrl(urlTemplate)?.hostname.replace(/^\[|\]$/g, '');
}

/** A URL template as a URL, with a letter for each placeholder. */
export function parseUrl(urlTemplate: string): URL | undefined {
  const filled = urlTemplate.replace(/\$\{[^}]*\}/g, 'x');
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#\s\\]+[^\s\\]*$/i.test(filled) && URL.canParse(filled)
    ? new URL(filled)
    : undefined;
}

/** The authority of a URL template: the part in which no placeholder is allowed. */
export function authorityOf(urlTemplate: string): string {
  return /^[^:/?#]*:\/\/([^/?#]*)/.exec(urlTemplate)?.[1] ?? '';
}
