import { sql } from 'kysely';
import type { BrokerContext } from '../context.ts';
import type { Resource } from '../http/resource.ts';

/** Whether the broker runs. */
export const heartbeat: Resource = { publicAs: 'heartbeat', GET: (c) => status(c, 200, { ok: true }) };
export const dependencies: Resource = {
  GET: async (c) => {
    const ok = await databaseAnswers(c);
    return status(c, ok ? 200 : 500, { database: { ok } });
  },
};

async function databaseAnswers(c: BrokerContext): Promise<boolean> {
  try {
    await sql`select 1`.execute(c.var.db);
    return true;
  } catch {
    return false;
  }
}

function status(c: BrokerContext, code: 200 | 500, body: object): Response {
  const self = { href: c.var.urls.base + c.req.path };
  return c.body(JSON.stringify({ ...body, _links: { self } }), code, { 'content-type': 'application/hal+json' });
}
