import { setTimeout } from 'node:timers/promises';
import { PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { CarefulPostgresDriver } from './driver.ts';
import { keepPrepared } from './prepared-statements.ts';

/** How a broker process uses its PostgreSQL; defaults are the official broker's. */
export interface PostgresSettings {
  /** Connections at most. */
  readonly maxConnections?: number;
  /** Milliseconds to wait for a free connection. */
  readonly poolTimeoutMs?: number;
  /** Milliseconds after which a statement is given up. */
  readonly statementTimeoutMs?: number;
  /** How often to try again, a second apart, while the server does not accept connections at start. */
  readonly connectRetries?: number;
  /** Whether statements are prepared once for each connection; true if not said. */
  readonly preparedStatements?: boolean;
}

const defaultConnections = 10;

/** How many may write at once: a fifth of the connections is kept for those who ask. */
export function maxWriters({ maxConnections = defaultConnections }: PostgresSettings): number {
  return Math.max(1, Math.floor(maxConnections * 0.8));
}

/** PostgreSQL by URL; any number of processes may share one database. */
export async function postgresDialect(url: string, settings: PostgresSettings = {}): Promise<PostgresDialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: settings.maxConnections ?? defaultConnections,
    connectionTimeoutMillis: settings.poolTimeoutMs ?? 5_000,
    statement_timeout: settings.statementTimeoutMs ?? 15_000,
    types: { getTypeParser },
    pipeline: true,
  });
  pool.on('error', () => undefined); // an idle connection that the server closed; the next query opens another
  pool.on('connect', (client) => client.on('error', () => undefined)); // one in use: its query fails, and that is told
  await connect(pool, settings.connectRetries ?? 0);
  return new CarefulPostgresDialect(settings.preparedStatements === false ? pool : keepPrepared(pool));
}

class CarefulPostgresDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver() {
    return new CarefulPostgresDriver({ pool: this.#pool });
  }
}

/** Counts and sums are bigint, which the driver gives as text; they are small here. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');

async function connect(pool: pg.Pool, retries: number): Promise<void> {
  for (let left = retries; ; left -= 1) {
    try {
      (await pool.connect()).release();
      return;
    } catch (error) {
      if (left <= 0) {
        await pool.end();
        throw error;
      }
      await setTimeout(1_000);
    }
  }
}
