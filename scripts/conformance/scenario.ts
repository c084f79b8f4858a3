/** What a broker must offer for a scenario, beyond the protocol itself; see `Target`. */
export type Need = 'webhooks' | 'auth';

/** A sequence of requests, and what of their answers is compared. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The pacticipants it makes. No other scenario has one that is called alike: the broker refuses similar names. */
  readonly pacticipants: readonly string[];
  /** The environments it makes; no other scenario has them. */
  readonly environments?: readonly string[];
  readonly needs?: readonly Need[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** Unique in its scenario. */
  readonly name: string;
  readonly method: string;
  /** Path and query as they are sent; `{{name}}` stands for what an earlier step kept. An absolute URL is taken as it is. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it stands when it is a string, as JSON otherwise. */
  readonly body?: unknown;
  /** What to keep of the answer, by the name of its hole: `{ self: '_links.self.href' }`, or `headers.location`. */
  readonly save?: Readonly<Record<string, string>>;
  /** Asks again, for a while, until the answer holds this value at this place. */
  readonly until?: { readonly at: string; readonly is: unknown };
  /** Sent so many times at once; the statuses are compared, not the answers. */
  readonly concurrent?: number;
  /** `shape` compares members and types, not values. */
  readonly compare?: 'whole' | 'status' | 'shape';
  /** Lists that hold what is not this scenario's; only items that name one of its pacticipants or environments are compared. */
  readonly ownItemsIn?: readonly string[];
  /** Lists whose order is free. */
  readonly anyOrder?: readonly string[];
}

/** How a step differs from the plain request. */
export interface Details extends Omit<Partial<Step>, 'name' | 'method' | 'path' | 'headers' | 'body'> {
  /** The Accept header; null sends none. HAL if not said. */
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

/** A PATCH with the media type that the clients send with most of them. */
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

/** The step prepares others: only its status is compared. */
export function setUp(step: Step): Step {
  return { ...step, compare: 'status' };
}
