import { testDatabase } from '../../scripts/support/test-database.ts';
import { type RunningBroker, type StartOptions, startBroker } from '../../src/broker/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or undefined when the answer is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: every test looks at another part of it
  readonly body: any;
}

/** The embedded broker, asked over a real socket. */
export interface TestBroker extends RunningBroker {
  /** A body is sent as JSON, a text as it is; the content type is JSON unless the headers say otherwise. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Moves the broker's clock on. */
  pass(seconds: number): void;
}

export const mergePatch = { 'content-type': 'application/merge-patch+json' };

/** A broker with nothing in it, on a free port. */
export async function startTestBroker(options: Partial<StartOptions> = {}): Promise<TestBroker> {
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const database = await testDatabase();
  const broker = await startBroker({ database: database.location, port: 0, now, ...options });
  return {
    ...broker,
    close: async () => {
      await broker.close();
      await database.remove();
    },
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
