// Group commit: waiting for the disk (fsync) is the slowest part of a write, so transactions that end in the same iteration of the event
// loop are committed together. Each Kysely transaction is a savepoint in one SQLite transaction, and succeeds when that one is committed.
// Statements block the event loop. After some milliseconds of statements in one iteration, the next statement waits for another iteration.
// A statement outside a transaction commits the group first, so that no reader sees data that a failed commit could still undo.
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, SqliteDatabase } from 'kysely';
import { yieldIfBusy } from '../../event-loop.ts';
import { CommitUnknownError } from '../database-errors.ts';
import { DatabaseFileReplacedError, type FileCheck, noFileCheck } from './file-identity.ts';
import { readRows } from './read-rows.ts';

/** The functions of SQLite that the driver needs, other than prepared statements. */
export interface TransactionControl {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
}

/** SQLite's only connection, leased to one user at a time in the order of requests. */
export class GroupCommitDriver implements Driver {
  readonly #statements: SqliteDatabase;
  readonly #control: TransactionControl;
  readonly #begin: () => Promise<void>;
  readonly #fileCheck: FileCheck;
  #lastLease: Promise<void> = Promise.resolve();
  #group: CommitGroup | undefined;

  /** @param begin begins a transaction and takes the write lock */
  constructor(
    statements: SqliteDatabase,
    control: TransactionControl,
    begin: () => Promise<void>,
    fileCheck: FileCheck = noFileCheck,
  ) {
    this.#statements = statements;
    this.#control = control;
    this.#begin = begin;
    this.#fileCheck = fileCheck;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ConnectionLease> {
    const previous = this.#lastLease;
    const { promise, resolve } = deferred();
    this.#lastLease = promise;
    await previous;
    return new ConnectionLease((lease, query) => this.#run(lease, query), resolve);
  }

  async releaseConnection(lease: ConnectionLease): Promise<void> {
    lease.end();
  }

  async beginTransaction(lease: ConnectionLease): Promise<void> {
    this.#fileCheck.beforeWrite();
    if (!this.#group) await this.#begin();
    this.#group ??= { ...deferred(), size: 0 };
    this.#control.exec('savepoint member');
    lease.inTransaction = true;
  }

  /** Ends the lease, so that the next transaction can join the group, and waits for the group's commit. */
  async commitTransaction(lease: ConnectionLease): Promise<void> {
    const group = this.#group;
    if (!group) throw new Error('there is no transaction to commit');
    this.#control.exec('release member');
    group.size += 1;
    if (group.size === 1) setImmediate(() => this.#leaseAndFlush());
    lease.end();
    await group.promise;
  }

  async rollbackTransaction(lease: ConnectionLease): Promise<void> {
    if (lease.hasEnded || !this.#group) return;
    if (this.#group.size > 0) this.#control.exec('rollback to member; release member');
    else {
      this.#group = undefined;
      this.#control.exec('rollback');
    }
  }

  /** Empties the write-ahead log, so that the database file is complete without it. */
  async destroy(): Promise<void> {
    await this.#leaseAndFlush();
    this.#control.exec('pragma wal_checkpoint(truncate)');
    this.#statements.close();
  }

  async #run(lease: ConnectionLease, { sql, parameters }: CompiledQuery): Promise<QueryResult<never>> {
    await yieldIfBusy();
    if (!lease.inTransaction) {
      this.#fileCheck.beforeRead();
      this.#flush();
    }
    try {
      const statement = this.#statements.prepare(sql);
      if (statement.reader) return { rows: await readRows(statement, parameters) };
      const run = () => statement.run(parameters).changes;
      const changes = lease.inTransaction ? run() : await this.#runAlone(run);
      return { rows: [], numAffectedRows: BigInt(changes) };
    } catch (error) {
      if (lease.inTransaction && !this.#control.inTransaction) this.#failGroup(error);
      throw error;
    }
  }

  /**
   * Runs one write in its own transaction, because only `begin immediate` waits for the write lock without blocking. A prepared statement that fails because of the lock
   * stays open until it is garbage-collected, and until then every further write of the connection fails.
   */
  async #runAlone<Result>(write: () => Result): Promise<Result> {
    this.#fileCheck.beforeWrite();
    await this.#begin();
    try {
      const result = write();
      this.#control.exec('commit');
      return result;
    } catch (error) {
      if (this.#control.inTransaction) this.#control.exec('rollback');
      throw error;
    }
  }

  async #leaseAndFlush(): Promise<void> {
    const lease = await this.acquireConnection();
    this.#flush();
    lease.end();
  }

  /** Commits the group. */
  #flush(): void {
    if (!this.#group) return;
    try {
      this.#control.exec('commit');
      this.#fileCheck.beforeWrite();
      this.#group.resolve();
      this.#group = undefined;
    } catch (error) {
      this.#failGroup(
        isFsyncError(error) || error instanceof DatabaseFileReplacedError ? new CommitUnknownError(error) : error,
      );
      if (this.#control.inTransaction) this.#control.exec('rollback');
    }
  }

  /** Rejects every transaction of the group: SQLite has rolled all of them back. */
  #failGroup(error: unknown): void {
    this.#group?.reject(error);
    this.#group = undefined;
  }
}

/** The data was written but not confirmed by the disk: it may be there after a crash. */
function isFsyncError(error: unknown): boolean {
  return String((error as { code?: unknown }).code).endsWith('FSYNC');
}

/** Transactions that are committed together. */
interface CommitGroup extends Deferred {
  /** The number of transactions that have ended without an error. */
  size: number;
}

/** Exclusive use of the connection until `end`. */
class ConnectionLease implements DatabaseConnection {
  readonly #run: (lease: ConnectionLease, query: CompiledQuery) => Promise<QueryResult<never>>;
  readonly #startNext: () => void;
  inTransaction = false;
  hasEnded = false;

  constructor(
    run: (lease: ConnectionLease, query: CompiledQuery) => Promise<QueryResult<never>>,
    startNext: () => void,
  ) {
    this.#run = run;
    this.#startNext = startNext;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run(this, query);
  }

  // biome-ignore lint/correctness/useYield: it only throws
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streaming rows is not supported on SQLite');
  }

  end(): void {
    this.hasEnded = true;
    this.#startNext();
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function deferred(): Deferred {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined); // every waiting transaction handles the rejection
  return { promise, resolve, reject };
}
