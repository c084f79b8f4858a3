/** The connection broke, or the disk failed, during a commit: the transaction may or may not have been committed. */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super(`unknown whether the transaction was committed: ${(cause as Error).message}`, { cause });
  }
}

/** Transient PostgreSQL error classes and codes: connection, resources, operator intervention, serialization, deadlock, lock. */
const transientPostgresCodes = /^(08|53|57|40001|40P01|55P03)/;
/** Errors of the `pg` driver that have a message but no code. */
const lostConnectionMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const transientSqliteCodes = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
];

/** Whether the database is unavailable for the moment and the request itself is valid: the client may retry. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitUnknownError || isOutdatedPlan(error)) return true;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && isTransientCode(code)) return true;
  return typeof message === 'string' && lostConnectionMessages.test(message);
}

function isTransientCode(code: string): boolean {
  return transientPostgresCodes.test(code) || networkCodes.has(code) || isTransientSqliteCode(code);
}

/** Extended result codes have a suffix: SQLITE_IOERR_WRITE. */
function isTransientSqliteCode(code: string): boolean {
  return transientSqliteCodes.some((known) => code === known || code.startsWith(`${known}_`));
}

/** A newer broker changed a table after the statement was prepared; PostgreSQL rejected the statement without running it. */
export function isOutdatedPlan(error: unknown): boolean {
  return error instanceof Error && error.message === 'cached plan must not change result type';
}
