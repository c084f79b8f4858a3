import type { BrokerAccess } from '../../broker-client/client.ts';
import { createApp } from '../app.ts';
import type { Db } from '../store/database.ts';

/** Pacts of any size go from one database to another. */
const noLimit = 2 ** 30;

/** A broker on a database, asked in this process: no port is opened, and no webhook is sent. */
export function inProcess(db: Db, now: () => Date): BrokerAccess {
  const app = createApp({ db, now, log: () => undefined, maxBodyBytes: noLimit });
  return { url: 'http://embedded.invalid', fetch: async (url, init) => app.request(url, init) };
}
