import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, SqliteDatabase } from 'kysely';
import { CommitUnknown } from '../postgres/commit-unknown-error.ts';
import { readRows } from '../read-rows.ts';

/** What a driver needs of SQLite besides statements. */
export interface Transactions {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
}

/**
 * SQLite's one connection, used by one at a time. Transactions that end within the same turn of the event loop reach the disk together,
 * for waiting for the disk is what costs most: each is a savepoint of one transaction, and has succeeded once that is committed.
 * Whatever is asked outside a transaction commits first, so that nobody is told what may still be lost.
 */
export class GroupingSqliteDriver implements Driver {
  readonly #statements: SqliteDatabase;
  readonly #transactions: Transactions;
  readonly #begin: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  #group: Group | undefined;

  /** @param begin takes the write lock */
  constructor(statements: SqliteDatabase, transactions: Transactions, begin: () => Promise<void>) {
    this.#statements = statements;
    this.#transactions = transactions;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Turn> {
    const before = this.#last;
    const { promise, resolve } = deferred();
    this.#last = promise;
    await before;
    return new Turn((turn, query) => this.#run(turn, query), resolve);
  }

  async releaseConnection(turn: Turn): Promise<void> {
    turn.end();
  }

  async beginTransaction(turn: Turn): Promise<void> {
    if (!this.#group) await this.#begin();
    this.#group ??= { ...deferred(), members: 0 };
    this.#transactions.exec('savepoint member');
    turn.inTransaction = true;
  }

  /** Lets the next one begin, and waits for the disk together with those that come until then. */
  async commitTransaction(turn: Turn): Promise<void> {
    const group = this.#group;
    if (!group) throw new Error('there is no transaction to commit');
    this.#transactions.exec('release member');
    group.members += 1;
    if (group.members === 1) setImmediate(() => this.#settleInTurn());
    turn.end();
    await group.promise;
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    if (turn.hasEnded || !this.#group) return;
    if (this.#group.members > 0) this.#transactions.exec('rollback to member; release member');
    else {
      this.#group = undefined;
      this.#transactions.exec('rollback');
    }
  }

  /** Whoever takes the file elsewhere may leave its log behind: it is empty then. */
  async destroy(): Promise<void> {
    await this.#settleInTurn();
    this.#transactions.exec('pragma wal_checkpoint(truncate)');
    this.#statements.close();
  }

  async #run(turn: Turn, { sql, parameters }: CompiledQuery): Promise<QueryResult<never>> {
    if (!turn.inTransaction) this.#settle();
    try {
      const statement = this.#statements.prepare(sql);
      if (statement.reader) return { rows: await readRows(statement, parameters) };
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
    } catch (error) {
      if (turn.inTransaction && !this.#transactions.inTransaction) this.#fail(error);
      throw error;
    }
  }

  async #settleInTurn(): Promise<void> {
    const turn = await this.acquireConnection();
    this.#settle();
    turn.end();
  }

  #settle(): void {
    if (!this.#group) return;
    try {
      this.#transactions.exec('commit');
      this.#group.resolve();
      this.#group = undefined;
    } catch (error) {
      this.#fail(isUnsynced(error) ? new CommitUnknown(error) : error);
      if (this.#transactions.inTransaction) this.#transactions.exec('rollback');
    }
  }

  /** All that the group has done is undone: the disk is full, or broken. */
  #fail(error: unknown): void {
    this.#group?.reject(error);
    this.#group = undefined;
  }
}

/** It is written, but the disk does not say that it has it: after a crash it may be there. */
function isUnsynced(error: unknown): boolean {
  return String((error as { code?: unknown }).code).endsWith('FSYNC');
}

/** Transactions that are committed together. */
interface Group extends Deferred {
  /** How many have ended well so far. */
  members: number;
}

/** The time in which one has the connection to itself. */
class Turn implements DatabaseConnection {
  readonly #run: (turn: Turn, query: CompiledQuery) => Promise<QueryResult<never>>;
  readonly #next: () => void;
  inTransaction = false;
  hasEnded = false;

  constructor(run: (turn: Turn, query: CompiledQuery) => Promise<QueryResult<never>>, next: () => void) {
    this.#run = run;
    this.#next = next;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run(this, query);
  }

  // biome-ignore lint/correctness/useYield: it only refuses
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows of SQLite are not streamed');
  }

  end(): void {
    this.hasEnded = true;
    this.#next();
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function deferred(): Deferred {
  let [resolve, reject]: [() => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((resolved, rejected) => {
    [resolve, reject] = [resolved, rejected];
  });
  promise.catch(() => undefined); // whoever waits for it is told
  return { promise, resolve, reject };
}
