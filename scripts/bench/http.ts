import { Agent, type IncomingMessage, request } from 'node:http';

export interface TimedResponse {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  /** HAL if not said. */
  readonly accept?: string;
}

/** Whoever can ask a broker. */
export interface BrokerClient {
  send(question: BenchRequest): Promise<TimedResponse>;
  /** The answer's JSON. @throws Error for whatever is not a success */
  // biome-ignore lint/suspicious/noExplicitAny: every caller looks at another part of it
  get(path: string): Promise<any>;
}

/** A client with connections of its own, kept open; it costs less of the machine than `fetch`. */
export class HttpClient implements BrokerClient {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(url: string) {
    this.#url = url;
  }

  /** The answer and how long it took; a kept connection that the broker has closed is tried once more. */
  async send(question: BenchRequest, mayRetry = true): Promise<TimedResponse> {
    try {
      return await this.#once(question);
    } catch (error) {
      if (mayRetry && (error as NodeJS.ErrnoException).code === 'ECONNRESET') return this.send(question, false);
      throw error;
    }
  }

  /** The answer's JSON. @throws Error for whatever is not a success */
  // biome-ignore lint/suspicious/noExplicitAny: every caller looks at another part of it
  async get(path: string): Promise<any> {
    const { status, text } = await this.send({ method: 'GET', path });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  close(): void {
    this.#agent.destroy();
  }

  #once({ method, path, body, accept = 'application/hal+json' }: BenchRequest): Promise<TimedResponse> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const headers = { accept, ...(text && sent) };
    const since = performance.now();
    return new Promise((resolve, reject) => {
      const asked = request(this.#url + path, { method, agent: this.#agent, headers, timeout: 120_000 }, (answer) => {
        readText(answer).then(
          (told) => resolve({ status: answer.statusCode ?? 0, text: told, ms: performance.now() - since }),
          reject,
        );
      });
      asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer`)));
      asked.on('error', reject);
      asked.end(text);
    });
  }
}

async function readText(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
