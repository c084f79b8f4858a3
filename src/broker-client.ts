import { ContractError, withoutCredentials } from './errors.ts';

/** How to reach a Pact Broker, whichever one it is. */
export interface BrokerAccess {
  /** Base URL without a trailing slash, with the broker's path if it has one. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** A link of a HAL resource. */
export interface Link {
  readonly href: string;
  readonly name?: string;
  readonly title?: string;
}

/** A HAL resource: anything, with `_links`. */
export interface Hal {
  readonly _links?: Record<string, Link | Link[]>;
  // biome-ignore lint/suspicious/noExplicitAny: the rest is the broker's; each caller checks what it reads
  readonly [name: string]: any;
}

const timeoutMs = 30_000;
const attempts = 3;

/**
 * Asks a Pact Broker over HTTP, official or embedded; answers are HAL.
 * @throws ContractError BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_NOT_HAL, BROKER_FAILED (after three tries) or, when the
 *   broker says no, NOT_FOUND or BROKER_REFUSED with the broker's own words
 */
export class BrokerClient {
  readonly #access: BrokerAccess;

  constructor(access: BrokerAccess) {
    this.#access = access;
  }

  /** GETs a path below the base URL, or a link's href (always at this broker's own host, as official clients do). */
  get(pathOrHref: string): Promise<Hal> {
    return this.#send('GET', pathOrHref);
  }

  /** POSTs `body` as JSON. */
  post(pathOrHref: string, body: unknown): Promise<Hal> {
    return this.#send('POST', pathOrHref, body);
  }

  async #send(method: string, pathOrHref: string, body?: unknown): Promise<Hal> {
    const url = this.#locate(pathOrHref);
    const response = await this.#fetch(url, {
      method,
      headers: { ...this.#headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(response, url);
  }

  #locate(pathOrHref: string): string {
    const base = new URL(this.#access.url);
    if (!/^https?:\/\//.test(pathOrHref)) return `${this.#access.url}${pathOrHref}`;
    const target = new URL(pathOrHref);
    return `${base.origin}${target.pathname}${target.search}`;
  }

  #headers(): Record<string, string> {
    const { token, username, password = '' } = this.#access;
    const accept = { accept: 'application/hal+json, application/json' };
    if (token) return { ...accept, authorization: `Bearer ${token}` };
    if (!username) return accept;
    return { ...accept, authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }

  /** A connection refused or a 5xx may pass: it is tried three times, a little later each time. */
  async #fetch(url: string, init: RequestInit): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
        if (response.status < 500 || attempt === attempts) return response;
      } catch (cause) {
        if (attempt === attempts)
          throw new ContractError('BROKER_UNREACHABLE', withoutCredentials(this.#access.url), { cause });
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

async function read(response: Response, url: string): Promise<Hal> {
  const where = withoutCredentials(url);
  const text = await response.text();
  if (response.status === 401 || response.status === 403) throw new ContractError('BROKER_UNAUTHORIZED', where);
  if (response.status >= 500) throw new ContractError('BROKER_FAILED', `${response.status} from ${where}`);
  if (response.status === 404) throw new ContractError('NOT_FOUND', where);
  const json = parse(response, text);
  if (response.status >= 400) throw new ContractError('BROKER_REFUSED', refusal(json, response.status, where));
  if (json === undefined) throw new ContractError('BROKER_NOT_HAL', where);
  return json;
}

function parse(response: Response, text: string): Hal | undefined {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The broker's own words: `errors` is a list, or a map of lists; `error` a sentence. */
function refusal(json: Hal | undefined, status: number, where: string): string {
  const errors = json?.errors;
  if (Array.isArray(errors)) return errors.join('; ');
  if (errors) {
    return Object.entries(errors)
      .map(([field, texts]) => `${field ? `${field} ` : ''}${[texts].flat().join(', ')}`)
      .join('; ');
  }
  return typeof json?.error === 'string' ? json.error : `${status} from ${where}`;
}
