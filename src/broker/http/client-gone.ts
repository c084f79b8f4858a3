import type { ServerResponse } from 'node:http';
import type { KyselyPlugin } from 'kysely';
import type { BrokerContext } from '../context.ts';
import type { Db } from '../store/database.ts';
import { shareWriteLimit } from '../store/postgres/write-limit.ts';

/** The client has closed the connection before it was answered. Nobody reads the answer, and a write is rolled back. */
export class ClientGoneError extends Error {
  constructor() {
    super('the client has closed the connection');
  }
}

/** The status that proxies log for such a request. */
export const CLIENT_GONE = 499;

/** Whether the client of a request has closed the connection. Always false for requests made inside this process, without a connection. */
function isClientGone(c: BrokerContext): boolean {
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse };
  return outgoing?.destroyed === true && !outgoing.writableEnded;
}

/** The database for one request. It runs no further statement after the client has closed the connection. */
export function cancelWhenClientGone(db: Db, c: BrokerContext): Db {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (isClientGone(c)) throw new ClientGoneError();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const handle = db.withPlugin(plugin);
  shareWriteLimit(db, handle);
  return handle;
}
