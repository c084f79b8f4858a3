// Planning costs PostgreSQL more than running most of the broker's statements. Each statement is therefore prepared once on each connection
// under a name (`broker_1`, `broker_2`, …) and runs by this name afterwards. A connection pooler in transaction mode must support
// prepared statements, or they must be turned off in the settings.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isOutdatedPlan } from '../database-errors.ts';
import { pipelineWrites } from './pipelining.ts';

/** The broker has fewer different statements; statements beyond the limit run unprepared. */
const MAX_PREPARED_STATEMENTS_PER_CONNECTION = 500;

/** The same pool, with connections that prepare statements and pipeline writes. */
export function withPreparedStatements(pool: pg.Pool): PostgresPool {
  const preparedClients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const connect = async () => {
    const client = await pool.connect();
    const prepared = preparedClients.get(client) ?? prepareStatementsOf(client);
    preparedClients.set(client, prepared);
    return prepared;
  };
  return { connect, end: () => pool.end() };
}

function prepareStatementsOf(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();
  let created = 0;
  const addName = (text: string) => {
    created += 1;
    const name = `broker_${created}`;
    names.set(text, name);
    return name;
  };
  const nameOf = (text: string) =>
    names.get(text) ?? (names.size < MAX_PREPARED_STATEMENTS_PER_CONNECTION ? addName(text) : undefined);
  const runPrepared = async (text: string, values: unknown[]) => {
    const name = nameOf(text);
    try {
      return await client.query({ text, values, ...(name !== undefined && { name }) });
    } catch (error) {
      if (isOutdatedPlan(error)) names.delete(text);
      throw error;
    }
  };
  const query = pipelineWrites(client, (text, values) =>
    values.length === 0 ? client.query(text) : runPrepared(text, [...values]),
  );
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}
