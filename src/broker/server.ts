import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ContractError } from '../config/errors.ts';
import { createApp } from './app.ts';
import { type Access, requiresCredentials } from './http/access.ts';
import { answerClientError } from './http/client-error.ts';
import { type ClientLimits, defaultClientLimits } from './http/client-limits.ts';
import type { Limits } from './http/limits.ts';
import { MAX_HEADER_BYTES } from './http/request-limits.ts';
import { scheduleCleanup } from './retention/schedule.ts';
import type { CleanupSchedule } from './retention/settings.ts';
import { openWritable } from './store/open-database.ts';
import type { PostgresSettings } from './store/postgres/dialect.ts';
import { defaultRuntime } from './webhooks/execute-webhook.ts';
import type { ResolveHost } from './webhooks/send-request.ts';
import type { WebhookSettings } from './webhooks/webhook-settings.ts';
import { WebhookWorker } from './webhooks/webhook-worker.ts';

export interface StartOptions {
  /** A SQLite file, `:memory:`, or `postgres://…`. */
  readonly database: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly host?: string;
  /** Public base URLs: links have the one that matches the request, or else the first. Default: scheme and host of each request. */
  readonly baseUrls?: readonly string[];
  /** Names of the broker that are accepted in `Host` when it has no credentials; `*` is every name. Loopback names and the base URLs' are accepted anyway. */
  readonly allowedHosts?: readonly string[];
  /** Whether a new pacticipant name that is similar to an existing one is refused. Default: yes. */
  readonly checksSimilarNames?: boolean;
  /** Limits of each client. Default: none on loopback, `defaultClientLimits` on other addresses. */
  readonly clientLimits?: ClientLimits;
  /** Limits of a request. Default: see `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** Credentials and what is public. Default: no credentials needed. */
  readonly access?: Access;
  /** Cache-Control header of can-i-merge badges. Default: `max-age=30`. */
  readonly badgeCacheControl?: string | undefined;
  /** Connection pool and timeouts, for PostgreSQL. */
  readonly postgres?: PostgresSettings;
  /** Time limits in milliseconds for a client to send the headers (default 10 s) and the whole request (default 120 s). */
  readonly timeouts?: Pick<ServerOptions, 'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval'>;
  /** How long `close` waits for running requests. Default: 5 s. */
  readonly stopMs?: number;
  /** Settings of webhooks. Default: those of the official broker. */
  readonly webhooks?: Partial<WebhookSettings>;
  /** Resolves the host names of webhooks. Default: DNS. */
  readonly resolve?: ResolveHost;
  /** When old data are deleted, and what is retained. Default: never. */
  readonly clean?: CleanupSchedule | undefined;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}

export interface RunningBroker {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** Sends all due webhook requests now and resolves when they are done. The broker also sends them in the background. */
  deliverWebhooks(): Promise<void>;
  /** Waits for running requests within a time limit, then stops and closes the database. */
  close(): Promise<void>;
}

/**
 * Starts a Pact Broker in this process. It accepts requests when the promise resolves.
 * @throws ContractError DATABASE_UNUSABLE, PORT_IN_USE, ADDRESS_UNUSABLE
 */
export async function startBroker(options: StartOptions): Promise<RunningBroker> {
  const { now = () => new Date(), log = () => undefined, host = '127.0.0.1', stopMs = 5_000 } = options;
  const db = await openWritable(options.database, now, options.postgres);
  const { baseUrls = [], limits = {}, badgeCacheControl, access = {} } = options;
  const calls = defaultRuntime(now, options.webhooks, options.resolve);
  const worker = new WebhookWorker({ ...calls, db, log });
  const webhooks = { ...calls, wake: () => worker.wake() };
  const names = [...baseUrls.map((url) => new URL(url).hostname), ...(options.allowedHosts ?? [])];
  const protection = {
    baseUrls,
    allowedHosts: requiresCredentials(access) ? undefined : names,
    checksSimilarNames: options.checksSimilarNames,
    clientLimits: { ...(isLoopback(host) ? {} : defaultClientLimits), ...options.clientLimits },
  };
  const app = createApp({ db, now, log, access, limits, webhooks, badgeCacheControl, ...protection });
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, ...timeouts, ...options.timeouts },
    getRequestListener(app.fetch),
  );
  server.on('clientError', answerClientError);
  try {
    await listen(server, options.port, host);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  worker.wake();
  const cleaner = options.clean && scheduleCleanup(options.clean, { db, now, log });
  const close = runOnce(async () => {
    await Promise.all([stop(server, stopMs), worker.stop(stopMs), cleaner?.stop()]);
    await db.destroy();
  });
  return { url: `http://${bracketIPv6(host)}:${port}`, deliverWebhooks: () => worker.deliverDue(), close };
}

/** Limits for clients that send their headers or body slowly or never finish. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const address = `${bracketIPv6(host)}:${port}`;
      if (cause.code === 'EADDRINUSE') reject(new ContractError('PORT_IN_USE', address, { cause }));
      else reject(new ContractError('ADDRESS_UNUSABLE', `${address} (${cause.code})`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return /^(127\.|localhost$|::1$)/.test(host);
}

function bracketIPv6(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Accepts no new connections, closes each as soon as it is idle, and closes the rest after `limitMs`. */
async function stop(server: Server, limitMs: number): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), limitMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
  clearTimeout(cut);
}

/** A function that runs once, however often it is called. */
function runOnce(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
