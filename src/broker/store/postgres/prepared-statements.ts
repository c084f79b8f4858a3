import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { sendAlong } from './pipelining.ts';

/** Of so many questions each connection keeps the plan; a broker asks fewer. */
const most = 500;

/**
 * The same connections, with statements that are prepared once on each and kept there: planning costs PostgreSQL more than running
 * most of them. Poolers that hand a connection from client to client between transactions need to know of such statements.
 */
export function keepPrepared(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const connect = async () => {
    const client = await pool.connect();
    const prepared = known.get(client) ?? preparing(client);
    known.set(client, prepared);
    return prepared;
  };
  return { connect, end: () => pool.end() };
}

function preparing(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();
  let made = 0;
  const prepare = (text: string) => {
    made += 1;
    const name = `broker_${made}`;
    names.set(text, name);
    return name;
  };
  const nameOf = (text: string) => names.get(text) ?? (names.size < most ? prepare(text) : undefined);
  const ask = async (text: string, values: unknown[]) => {
    const name = nameOf(text);
    try {
      return await client.query({ text, values, ...(name !== undefined && { name }) });
    } catch (error) {
      if (isOutdated(error)) names.delete(text);
      throw error;
    }
  };
  const query = sendAlong(client, (text, values) =>
    values.length === 0 ? client.query(text) : ask(text, [...values]),
  );
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}

/** A newer broker has changed a table since the statement was prepared; nothing of it was done. */
export function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.message === 'cached plan must not change result type';
}
