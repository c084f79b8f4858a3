import { type RunningBroker, type StartOptions, startBroker } from '../../src/broker/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or undefined when the answer is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: every test looks at another part of it
  readonly body: any;
}

/** The embedded broker, with a client that sends requests over a socket. */
export interface TestBroker extends RunningBroker {
  /** Sends a request. A body is sent as JSON, a string unchanged; the content type is JSON unless the headers have another. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Advances the broker's clock. */
  pass(seconds: number): void;
}

export const mergePatch = { 'content-type': 'application/merge-patch+json' };

/** Starts an embedded broker on a database and a free port. Most tests call `useBroker`, which also closes it. */
export async function startTestBroker(
  options: Partial<StartOptions> & Pick<StartOptions, 'database'>,
): Promise<TestBroker> {
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const broker = await startBroker({ port: 0, now, ...options });
  return {
    ...broker,
    ask: (method, path, body, headers) => ask(broker.url + path, method, body, headers),
    pass: (seconds) => {
      ahead += seconds * 1000;
    },
  };
}

async function ask(url: string, method: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers: { ...type, ...headers }, ...sent });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || undefined };
}
