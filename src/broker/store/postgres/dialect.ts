import { type DatabaseConnection, PostgresDialect, PostgresDriver, type PostgresPool } from 'kysely';
import pg from 'pg';
import { retry } from '../../../config/retry.ts';
import { CommitUnknownError, isUnavailable } from '../database-errors.ts';
import { withPreparedStatements } from './prepared-statements.ts';

/** How a broker process uses PostgreSQL; the defaults are the official broker's. */
export interface PostgresSettings {
  /** The size of the connection pool. */
  readonly maxConnections?: number;
  /** How long to wait for a free connection. */
  readonly poolTimeoutMs?: number;
  /** How long a statement may run. */
  readonly statementTimeoutMs?: number;
  /** How often to retry, one second apart, while the server accepts no connections at start. */
  readonly connectRetries?: number;
  /** Whether statements are prepared once for each connection; true by default. */
  readonly preparedStatements?: boolean;
}

const DEFAULT_MAX_CONNECTIONS = 10;
const DEFAULT_POOL_TIMEOUT_MS = 5_000;
const DEFAULT_STATEMENT_TIMEOUT_MS = 15_000;
const CONNECT_RETRY_DELAY_MS = 1_000;
/** The rest of the connections is reserved for readers. */
const WRITERS_SHARE_OF_CONNECTIONS = 0.8;

export function maxConcurrentWrites({ maxConnections = DEFAULT_MAX_CONNECTIONS }: PostgresSettings): number {
  return Math.max(1, Math.floor(maxConnections * WRITERS_SHARE_OF_CONNECTIONS));
}

/** PostgreSQL by URL; any number of processes may share one database. */
export async function postgresDialect(url: string, settings: PostgresSettings = {}): Promise<PostgresDialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: settings.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    connectionTimeoutMillis: settings.poolTimeoutMs ?? DEFAULT_POOL_TIMEOUT_MS,
    statement_timeout: settings.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS,
    types: { getTypeParser },
    pipeline: true,
  });
  pool.on('error', () => undefined); // the server closed an idle connection; the next query opens another one
  pool.on('connect', (client) => client.on('error', () => undefined)); // the query that uses the connection fails with this error
  await waitForServer(pool, settings.connectRetries ?? 0);
  return new BrokerPostgresDialect(settings.preparedStatements === false ? pool : withPreparedStatements(pool));
}

async function waitForServer(pool: pg.Pool, retries: number): Promise<void> {
  const connect = async () => (await pool.connect()).release();
  try {
    await retry(connect, {
      isRetryable: () => true,
      delayMs: () => CONNECT_RETRY_DELAY_MS,
      maxAttempts: retries + 1,
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Counts and sums are `bigint`, which `pg` returns as text; here they are small enough for a number. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');

class BrokerPostgresDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver() {
    return new BrokerPostgresDriver({ pool: this.#pool });
  }
}

/** Distinguishes a commit that PostgreSQL rejected from one that it never answered. */
class BrokerPostgresDriver extends PostgresDriver {
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection);
    } catch (error) {
      throw isRejection(error) ? error : new CommitUnknownError(error);
    }
  }

  /** A lost connection has rolled back its transaction. The error that led to the rollback is reported, not this one. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

/** ERROR is PostgreSQL's answer to the statement and aborts the transaction; FATAL ends the connection at any point. */
function isRejection(error: unknown): boolean {
  return (error as { severity?: unknown }).severity === 'ERROR';
}
