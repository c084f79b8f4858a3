import { CommitUnknown } from './postgres/commit-unknown-error.ts';
import { isOutdated } from './postgres/prepared-statements.ts';

/** PostgreSQL's classes of errors that pass: connection, resources, operator intervention, serialization and deadlock. */
const passing = /^(08|53|57|40001|40P01|55P03)/;
/** What the driver of PostgreSQL says in words only. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const sqlite = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
]);

/** Whether the database could not take the work now, though there was nothing wrong with it: the client may try again. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (passing.test(code) || network.has(code) || isSqlite(code))) return true;
  return isOutdated(error) || (typeof message === 'string' && lostConnection.test(message));
}

/** Extended codes have a suffix: SQLITE_IOERR_WRITE. */
function isSqlite(code: string): boolean {
  return [...sqlite].some((known) => code === known || code.startsWith(`${known}_`));
}
