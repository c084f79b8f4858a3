import { PostgresAdapter, sql } from 'kysely';
import type { BrokerContext } from '../context.ts';
import type { Resource } from '../http/resource.ts';
import { DatabaseFileReplacedError } from '../store/sqlite/file-identity.ts';

/** Whether the broker runs, and its database file is in place. A PostgreSQL that cannot be reached is reported by the dependencies. */
export const heartbeat: Resource = {
  publicAs: 'heartbeat',
  GET: async (c) => {
    const ok = !(await isFileReplaced(c));
    return statusResponse(c, ok ? 200 : 503, { ok });
  },
};

export const dependencies: Resource = {
  GET: async (c) => {
    const ok = await databaseAnswers(c);
    return statusResponse(c, ok ? 200 : 500, { database: { ok } });
  },
};

async function isFileReplaced(c: BrokerContext): Promise<boolean> {
  if (c.var.db.getExecutor().adapter instanceof PostgresAdapter) return false;
  try {
    await sql`select 1`.execute(c.var.db);
    return false;
  } catch (error) {
    return error instanceof DatabaseFileReplacedError;
  }
}

async function databaseAnswers(c: BrokerContext): Promise<boolean> {
  try {
    await sql`select 1`.execute(c.var.db);
    return true;
  } catch {
    return false;
  }
}

function statusResponse(c: BrokerContext, code: 200 | 500 | 503, body: object): Response {
  const self = { href: c.var.urls.base + c.req.path };
  return c.body(JSON.stringify({ ...body, _links: { self } }), code, { 'content-type': 'application/hal+json' });
}
