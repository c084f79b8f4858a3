/** What a scenario needs of a broker beyond the API itself; see `Target`. */
export type Need = 'webhooks' | 'auth';

/** A sequence of requests, and which parts of the responses are compared. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The pacticipants it creates. No other scenario has a similar name: the broker rejects similar names. */
  readonly pacticipants: readonly string[];
  /** The environments it creates; no other scenario has them. */
  readonly environments?: readonly string[];
  readonly needs?: readonly Need[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** Unique in its scenario. */
  readonly name: string;
  readonly method: string;
  /** Path and query as they are sent; `{{name}}` is replaced by a value that an earlier step saved. An absolute URL is used unchanged. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
  /** Values of the response to save, by the names of their placeholders: `{ self: '_links.self.href' }`, or `headers.location`. */
  readonly save?: Readonly<Record<string, string>>;
  /** Repeats the request until the response has this value at this path, or for `RETRY_FOR_MS`. */
  readonly until?: { readonly at: string; readonly is: unknown };
  /** Number of concurrent requests; only the statuses are compared. */
  readonly concurrent?: number;
  /** `shape` compares members and types, not values. */
  readonly compare?: 'whole' | 'status' | 'shape';
  /** Lists that may have items of other scenarios; only items with one of its pacticipants or environments are compared. */
  readonly ownItemsIn?: readonly string[];
  /** Lists without a defined order. */
  readonly anyOrder?: readonly string[];
}

/** Options of a step. */
export interface Details extends Omit<Partial<Step>, 'name' | 'method' | 'path' | 'headers' | 'body'> {
  /** The Accept header; null sends none. Default: HAL. */
  readonly accept?: string | null;
  /** The Content-Type of the body; null sends none. */
  readonly type?: string | null;
  /** Basic authentication, `name:password`. */
  readonly user?: string;
}

export function get(name: string, path: string, details?: Details): Step {
  return request('GET', name, path, undefined, details);
}

export function del(name: string, path: string, details?: Details): Step {
  return request('DELETE', name, path, undefined, details);
}

export function post(name: string, path: string, body: unknown, details?: Details): Step {
  return request('POST', name, path, body, details);
}

export function put(name: string, path: string, body: unknown, details?: Details): Step {
  return request('PUT', name, path, body, details);
}

/** A PATCH with the media type that the clients mostly send. */
export function patch(name: string, path: string, body: unknown, details?: Details): Step {
  return request('PATCH', name, path, body, { type: 'application/merge-patch+json', ...details });
}

export function request(method: string, name: string, path: string, body?: unknown, details: Details = {}): Step {
  const { accept = 'application/hal+json', type, user, ...rest } = details;
  const mediaType = type === undefined && body !== undefined ? 'application/json' : type;
  const headers = {
    ...(accept && { accept }),
    ...(mediaType && { 'content-type': mediaType }),
    ...(user && { authorization: basic(user) }),
  };
  return { method, name, path, headers, ...(body !== undefined && { body }), ...rest };
}

export const writer = 'scribe:quill';
export const reader = 'reader:lens';

/** The Authorization header of a `name:password`. */
export function basic(user: string): string {
  return `Basic ${Buffer.from(user).toString('base64')}`;
}

/** Marks a step that prepares others: only its status is compared. */
export function setUp(step: Step): Step {
  return { ...step, compare: 'status' };
}
