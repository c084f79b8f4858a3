import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { BrokerContext, BrokerEnv } from '../context.ts';

/** Limits of one client, by its address; a missing one is no limit. */
export interface ClientLimits {
  /** Requests that are being answered at the same time. */
  readonly concurrentRequests?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
}

/** The limits of a broker that listens on other addresses than loopback. */
export const defaultClientLimits = { concurrentRequests: 64, requestsPerMinute: 6_000 };

const MINUTE_MS = 60_000;

/** Rejects the requests of a client beyond its limits with 429. */
export function limitClients({ concurrentRequests, requestsPerMinute }: ClientLimits): MiddlewareHandler<BrokerEnv> {
  if (!concurrentRequests && !requestsPerMinute) return (_, next) => next();
  const running = new Map<string, number>();
  const counted = new Map<string, number>();
  let minuteEnd = 0;
  return async (c, next) => {
    const client = addressOf(c);
    if (Date.now() >= minuteEnd) {
      counted.clear();
      minuteEnd = Date.now() + MINUTE_MS;
    }
    const count = (counted.get(client) ?? 0) + 1;
    counted.set(client, count);
    const active = (running.get(client) ?? 0) + 1;
    if (requestsPerMinute && count > requestsPerMinute)
      return tooManyRequests(
        c,
        'requests per minute',
        requestsPerMinute,
        'PACT_BROKER_MAX_REQUESTS_PER_MINUTE',
        minuteEnd,
      );
    if (concurrentRequests && active > concurrentRequests)
      return tooManyRequests(c, 'requests at the same time', concurrentRequests, 'PACT_BROKER_MAX_CONCURRENT_REQUESTS');
    running.set(client, active);
    try {
      await next();
    } finally {
      const rest = (running.get(client) ?? 1) - 1;
      if (rest > 0) running.set(client, rest);
      else running.delete(client);
    }
  };
}

function addressOf(c: BrokerContext): string {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  return incoming?.socket.remoteAddress ?? '';
}

function tooManyRequests(
  c: BrokerContext,
  what: string,
  limit: number,
  setting: string,
  until = Date.now() + 1_000,
): Response {
  const error = `Too many requests: this broker accepts up to ${limit} ${what} of one client (${setting}).`;
  const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1_000));
  return c.body(JSON.stringify({ error }), 429, {
    'content-type': 'application/hal+json;charset=utf-8',
    'retry-after': String(seconds),
  });
}
