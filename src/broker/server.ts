import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { openDatabase } from './store/database.ts';

export interface StartOptions {
  /** A SQLite file, or `:memory:`. */
  readonly database: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Public base URL of all links; by default the one each request came to. */
  readonly baseUrl?: string;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}

export interface RunningBroker {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** Answers what is under way, then stops and closes the database. */
  close(): Promise<void>;
}

/** Starts a Pact Broker in this process; it answers once the promise resolves. */
export async function startBroker(options: StartOptions): Promise<RunningBroker> {
  const { now = () => new Date(), log = () => undefined, host = '127.0.0.1' } = options;
  const db = await openDatabase(options.database, now);
  const app = createApp({ db, now, log, ...(options.baseUrl && { baseUrl: options.baseUrl }) });
  const server = createServer(getRequestListener(app.fetch));
  try {
    await listen(server, options.port, host);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: async () => {
      await stop(server);
      await db.destroy();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
