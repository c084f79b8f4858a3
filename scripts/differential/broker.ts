/** A response of a broker. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: any JSON; each reader expects a certain shape
  readonly json: any;
  readonly text: string;
}

const jsonType = 'application/json';

/** A client for any Pact Broker, with the headers of the official clients. */
export class Broker {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  get(pathOrLink: string): Promise<RawAnswer> {
    return this.#send('GET', pathOrLink);
  }

  put(path: string, body: unknown = {}): Promise<RawAnswer> {
    return this.#send('PUT', path, body, jsonType);
  }

  post(path: string, body: unknown = {}): Promise<RawAnswer> {
    return this.#send('POST', path, body, jsonType);
  }

  patch(path: string, body: unknown, type = 'application/merge-patch+json'): Promise<RawAnswer> {
    return this.#send('PATCH', path, body, type);
  }

  delete(path: string): Promise<RawAnswer> {
    return this.#send('DELETE', path);
  }

  /** Uses path and query of a link, not its host. */
  async #send(method: string, pathOrLink: string, body?: unknown, type?: string): Promise<RawAnswer> {
    const path = pathOrLink.replace(/^https?:\/\/[^/]+/, '');
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { accept: 'application/hal+json, application/json', ...(type && { 'content-type': type }) },
      ...(type && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(120_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
