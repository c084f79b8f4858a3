import type { BrokerAccess } from '../../broker-client/client.ts';
import { createApp } from '../app.ts';
import { noLimits } from '../http/limits.ts';
import type { Db } from '../store/database.ts';

/** A broker on a database that is called in this process: it opens no port and sends no webhooks. */
export function createInProcessBroker(db: Db, now: () => Date): BrokerAccess {
  const app = createApp({ db, now, log: () => undefined, limits: noLimits });
  return { url: 'http://embedded.invalid', fetch: async (url, init) => app.request(url, init) };
}
