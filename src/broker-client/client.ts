import { ContractError, withoutCredentials } from '../config/errors.ts';
import { authorizationOf, type BrokerAccess, redactSecrets } from './access.ts';
import { findDuplicateKey } from './duplicate-key.ts';
import type { Hal } from './hal.ts';
import {
  type ConnectionFailure,
  isTransientOutcome,
  isUnauthorized,
  parseHal,
  type RequestOutcome,
} from './response.ts';
import { explainUnauthorized } from './unauthorized.ts';

export type { BrokerAccess };

/** A resource, parsed and as text. The text keeps numbers that have more digits than a JavaScript number. */
interface HalWithText {
  readonly json: Hal;
  readonly text: string;
  readonly status: number;
  /** How long a cache has held the response; 0 when it comes from the broker. */
  readonly ageSeconds: number;
}

/** The maximum age of a response from which a decision is made. */
const MAX_RESPONSE_AGE_SECONDS = 5;

export interface ClientOptions {
  /** For each attempt. */
  readonly timeoutMs?: number;
  /** The maximum number of attempts while errors are transient. */
  readonly attempts?: number;
}

/**
 * An HTTP client for a Pact Broker, official or embedded. Responses are HAL. Redirects are not followed, because they turn a POST into a
 * GET.
 * @throws ContractError BROKER_UNREACHABLE, BROKER_UNAUTHORIZED, BROKER_CREDENTIALS_REJECTED, BROKER_FORBIDDEN, BROKER_NOT_HAL,
 *   BROKER_FAILED (a transient error only after the last attempt), NOT_FOUND, or BROKER_REFUSED with the broker's message
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

  /**
   * GETs a path below the base URL, or the href of a link. Of an href only the path and query are used, as official clients do: the broker
   * may not know the host that it is reached by.
   */
  async get(pathOrHref: string): Promise<Hal> {
    return (await this.#send('GET', pathOrHref)).json;
  }

  /** As `get`; undefined if the resource does not exist. */
  find(pathOrHref: string): Promise<Hal | undefined> {
    return this.get(pathOrHref).catch(undefinedIfNotFound);
  }

  /**
   * As `get`, for a response from which a decision is made: it must have status 200, come from the broker and not from a cache, and contain
   * no key twice in one object.
   * @throws ContractError also BROKER_OUTDATED, BROKER_CONTRADICTION
   */
  getCurrent(pathOrHref: string): Promise<Hal> {
    return this.#sendForDecision('GET', pathOrHref);
  }

  /** As `getCurrent`; undefined if the resource does not exist. */
  findCurrent(pathOrHref: string): Promise<Hal | undefined> {
    return this.getCurrent(pathOrHref).catch(undefinedIfNotFound);
  }

  /** As `get`, with the JSON also as text. */
  getWithText(pathOrHref: string): Promise<HalWithText> {
    return this.#send('GET', pathOrHref);
  }

  /** POSTs `body` as JSON. A string is sent unchanged. */
  async post(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('POST', pathOrHref, body)).json;
  }

  /** POSTs a query. Its response is checked as by `getCurrent`. */
  postCurrent(pathOrHref: string, body: unknown): Promise<Hal> {
    return this.#sendForDecision('POST', pathOrHref, body);
  }

  /** PUTs `body` as JSON. A string is sent unchanged. */
  async put(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('PUT', pathOrHref, body)).json;
  }

  /** PATCHes with `body` as a JSON merge patch (RFC 7396): only the members of `body` are changed. */
  async patch(pathOrHref: string, body: unknown): Promise<Hal> {
    return (await this.#send('PATCH', pathOrHref, body, 'application/merge-patch+json')).json;
  }

  /** DELETEs a resource. A resource that does not exist is no error: a former attempt may have deleted it. */
  async delete(pathOrHref: string): Promise<void> {
    await this.#send('DELETE', pathOrHref).catch(undefinedIfNotFound);
  }

  async #sendForDecision(method: string, pathOrHref: string, body?: unknown): Promise<Hal> {
    const { json, text, status, ageSeconds } = await this.#send(method, pathOrHref, body);
    const url = withoutCredentials(this.#resolve(pathOrHref));
    if (status !== 200) throw new ContractError('BROKER_NOT_HAL', `${url} (status ${status})`);
    if (!(ageSeconds <= MAX_RESPONSE_AGE_SECONDS))
      throw new ContractError('BROKER_OUTDATED', `${url}, ${ageSeconds} s`);
    const key = findDuplicateKey(text);
    if (key !== undefined) throw new ContractError('BROKER_CONTRADICTION', `${url}: the key ${key} occurs twice`);
    return json;
  }

  async #send(method: string, pathOrHref: string, body?: unknown, type = 'application/json'): Promise<HalWithText> {
    const url = this.#resolve(pathOrHref);
    const outcome = await this.#requestWithRetries(url, {
      method,
      headers: { ...this.#headers(), ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if ('reason' in outcome) {
      const subject = `${withoutCredentials(this.#access.url)} (${outcome.reason})`;
      throw new ContractError('BROKER_UNREACHABLE', subject, { cause: outcome.cause });
    }
    const { text, status, ageSeconds } = outcome;
    if (isUnauthorized(status))
      throw new ContractError(await explainUnauthorized(this.#access, { method, status }), withoutCredentials(url));
    if (method === 'DELETE' && status === 204) return { json: {}, text, status, ageSeconds };
    const json = parseHal(outcome, withoutCredentials(url), (text) => redactSecrets(text, this.#access));
    return { json, text, status, ageSeconds };
  }

  #resolve(pathOrHref: string): string {
    const base = new URL(this.#access.url);
    // Behind `https://broker.example.org`, `.example.com/x` would be the address of another server.
    if (!/^(https?:\/\/|[/?]|$)/.test(pathOrHref))
      throw new ContractError(
        'BROKER_NOT_HAL',
        `${withoutCredentials(this.#access.url)} (the link ${JSON.stringify(pathOrHref)})`,
      );
    if (!/^https?:\/\//.test(pathOrHref)) return `${this.#access.url}${pathOrHref}`;
    const target = new URL(pathOrHref);
    return `${base.origin}${target.pathname}${target.search}`;
  }

  #headers(): Record<string, string> {
    const authorization = authorizationOf(this.#access);
    const accept = { accept: 'application/hal+json, application/json', 'cache-control': 'no-store' };
    return authorization === undefined ? accept : { ...accept, authorization };
  }

  /** Retries transient failures. The delay increases with each attempt. */
  async #requestWithRetries(url: string, init: RequestInit): Promise<RequestOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#request(url, init);
      if (!isTransientOutcome(outcome) || attempt >= this.#attempts) return outcome;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }

  async #request(url: string, init: RequestInit): Promise<RequestOutcome> {
    try {
      const signal = AbortSignal.timeout(this.#timeoutMs);
      const send = this.#access.fetch ?? fetch;
      const response = await send(url, { ...init, redirect: 'manual', signal });
      const { status, headers } = response;
      const text = await response.text();
      const ageSeconds = Number(headers.get('age') ?? 0);
      const contentType = headers.get('content-type') ?? '';
      return { status, contentType, location: headers.get('location'), ageSeconds, text };
    } catch (error) {
      return this.#connectionFailure(error);
    }
  }

  /** The error's own message is not used, because it may quote the request. */
  #connectionFailure(error: unknown): ConnectionFailure {
    const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
    const isTimeout = name === 'TimeoutError';
    const reason = isTimeout
      ? `no response within ${this.#timeoutMs / 1000} s`
      : redactSecrets(cause?.code ?? cause?.message ?? 'no connection', this.#access);
    return { reason, isTimeout, cause: error };
  }
}

function undefinedIfNotFound(error: unknown): undefined {
  if (error instanceof ContractError && error.code === 'NOT_FOUND') return undefined;
  throw error;
}
