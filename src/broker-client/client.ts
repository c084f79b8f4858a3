import { ContractError, withoutCredentials } from '../config/errors.ts';
import { type Answer, isTransientAnswer, read } from './answer.ts';
import type { Hal } from './hal.ts';

/** How to reach a Pact Broker, whichever one it is. */
export interface BrokerAccess {
  /** Base URL without a trailing slash, with the broker's path if it has one. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Answers in the network's place: a broker in this process. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** JSON as it was parsed, and as it came: numbers in it may have more digits than JavaScript keeps. */
interface Read {
  readonly json: Hal;
  readonly text: string;
}

export interface ClientOptions {
  readonly timeoutMs?: number;
  /** How often something that may pass is tried before it is an error. */
  readonly attempts?: number;
}

/**
 * Asks a Pact Broker over HTTP, official or embedded; answers are HAL. A redirect is not followed: it would turn a POST into a GET.
 * @throws ContractError BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_NOT_HAL, BROKER_FAILED (after three tries, if not said otherwise) or, when the
 *   broker says no, NOT_FOUND or BROKER_REFUSED with the broker's own words
 */
export class BrokerClient {
  readonly #access: BrokerAccess;
  readonly #timeoutMs: number;
  readonly #attempts: number;

  constructor(access: BrokerAccess, { timeoutMs = 30_000, attempts = 3 }: ClientOptions = {}) {
    this.#access = access;
    this.#timeoutMs = timeoutMs;
    this.#attempts = attempts;
  }

  /** GETs a path below the base URL, or a link's href (always at this broker's own host, as official clients do). */
  async get(pathOrHref: string): Promise<Hal> {
    return (await this.#send('GET', pathOrHref)).json;
  }

  /** As `get`, with the JSON as text too. */
  read(pathOrHref: string): Promise<Read> {
    return this.#send('GET', pathOrHref);
  }

  /** POSTs `body` as JSON; a text is JSON already. */
  async post(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('POST', pathOrHref, body)).json;
  }

  /** PUTs `body` as JSON; a text is JSON already. */
  async put(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('PUT', pathOrHref, body)).json;
  }

  /** Changes only what `body` names. */
  async patch(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('PATCH', pathOrHref, body, 'application/merge-patch+json')).json;
  }

  async #send(method: string, pathOrHref: string, body?: unknown, type = 'application/json'): Promise<Read> {
    const url = this.#locate(pathOrHref);
    const answer = await this.#patiently(url, {
      method,
      headers: { ...this.#headers(), ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if ('unreachable' in answer) {
      const where = `${withoutCredentials(this.#access.url)} (${answer.unreachable})`;
      throw new ContractError('BROKER_UNREACHABLE', where, { cause: answer.cause });
    }
    const json = read(answer, withoutCredentials(url), (text) => hideSecrets(text, this.#access));
    return { json, text: answer.text };
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
    return { ...accept, authorization: `Basic ${basic(username, password)}` };
  }

  /** What may pass (a connection refused, 5xx, 408, 429) is tried again, a little later each time. */
  async #patiently(url: string, init: RequestInit): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#ask(url, init);
      if (!isTransientAnswer(answer) || attempt >= this.#attempts) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }

  async #ask(url: string, init: RequestInit): Promise<Answer> {
    try {
      const signal = AbortSignal.timeout(this.#timeoutMs);
      const ask = this.#access.fetch ?? fetch;
      const response = await ask(url, { ...init, redirect: 'manual', signal });
      const { status, headers } = response;
      const text = await response.text();
      return { status, type: headers.get('content-type') ?? '', location: headers.get('location'), text };
    } catch (cause) {
      return { unreachable: this.#why(cause), cause };
    }
  }

  /** Why there is no answer; never the error's own message, which may quote what was sent. */
  #why(error: unknown): string {
    const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
    if (name === 'TimeoutError') return `no answer within ${this.#timeoutMs / 1000} s`;
    return hideSecrets(cause?.code ?? cause?.message ?? 'no connection', this.#access);
  }
}

const basic = (username: string, password: string) => Buffer.from(`${username}:${password}`).toString('base64');

/** The text with the token, the password, and what is made of them taken out: servers like to quote what they were sent. */
export function hideSecrets(text: string, { token, username = '', password }: BrokerAccess): string {
  const secrets = [token, password, password && basic(username, password)].filter((secret) => secret !== undefined);
  return secrets.filter(Boolean).reduce((hidden, secret) => hidden.replaceAll(secret, '********'), text);
}
