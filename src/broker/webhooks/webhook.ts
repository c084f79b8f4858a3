/** What a webhook may wait for. */
export const eventNames = [
  'contract_published',
  'contract_content_changed',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'contract_requiring_verification_published',
] as const;
export type EventName = (typeof eventNames)[number];

/** A request as it was written down: url, headers, body and credentials may hold `${pactbroker.…}` and `${env.…}`. */
export interface RequestTemplate {
  readonly method: string;
  readonly url: string;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or a text that is sent as it is; undefined sends no body. */
  readonly body?: unknown;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Whose events count: one by name, all with a label, or anyone. */
export interface Party {
  readonly name?: string;
  readonly label?: string;
}

/** A request to be sent when something happens between some pacticipants. */
export interface Webhook {
  readonly uuid: string;
  readonly description?: string | undefined;
  readonly consumer?: Party | undefined;
  readonly provider?: Party | undefined;
  readonly enabled: boolean;
  readonly request: RequestTemplate;
  readonly events: readonly EventName[];
}

/** `POST ci.example.org`: what a request is called for short. */
export function requestName({ method, url }: Pick<RequestTemplate, 'method' | 'url'>): string {
  return `${method} ${hostOf(url) ?? ''}`;
}

/** What a webhook is called: its description, or its request for short. */
export function displayName({ description, request }: Pick<Webhook, 'description' | 'request'>): string {
  return description ?? requestName(request);
}

/** The host that a URL template names, normalised; undefined when it is no URL. */
export function hostOf(urlTemplate: string): string | undefined {
  return parseUrl(urlTemplate)?.hostname.replace(/^\[|\]$/g, '');
}

/** A URL template as a URL, its holes filled with a letter. */
export function parseUrl(urlTemplate: string): URL | undefined {
  const filled = urlTemplate.replace(/\$\{[^}]*\}/g, 'x');
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#\s\\]+[^\s\\]*$/i.test(filled) && URL.canParse(filled)
    ? new URL(filled)
    : undefined;
}

/** The part of a URL template in which no hole is allowed: whom the request goes to. */
export function authorityOf(urlTemplate: string): string {
  return /^[^:/?#]*:\/\/([^/?#]*)/.exec(urlTemplate)?.[1] ?? '';
}
