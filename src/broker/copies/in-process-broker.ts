import type { BrokerAccess } from '../../broker-client/client.ts';
import { createApp } from '../app.ts';
import type { Db } from '../store/database.ts';

/** Large enough for every pact that a broker stores. */
const MAX_BODY_BYTES = 2 ** 30;

/** A broker on a database that is called in this process: it opens no port and sends no webhooks. */
export function createInProcessBroker(db: Db, now: () => Date): BrokerAccess {
  const app = createApp({ db, now, log: () => undefined, maxBodyBytes: MAX_BODY_BYTES });
  return { url: 'http://embedded.invalid', fetch: async (url, init) => app.request(url, init) };
}
