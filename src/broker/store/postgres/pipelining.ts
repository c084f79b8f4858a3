// Pipelining: a transaction sends statements whose result nobody reads (BEGIN, an INSERT without RETURNING, an advisory lock) without
// waiting for PostgreSQL's answer. They leave in one network packet with the next statement that has a result, so that a transaction
// takes fewer round trips. PostgreSQL still runs the statements in order. Example: BEGIN, INSERT, INSERT, SELECT take one round trip, not four.
import type { Writable } from 'node:stream';
import type pg from 'pg';

/** PostgreSQL's answer to a statement. */
export type StatementResult = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;
export type RunStatement = (text: string, values: readonly unknown[]) => Promise<StatementResult>;

/** Statements whose result nobody reads: an insert without `returning`, and a lock that lasts until the transaction ends. */
const withoutResult = /^\s*(insert\b(?!.*\breturning\b)|select pg_advisory_xact_lock\b)/is;
const EMPTY_RESULT: StatementResult = { command: 'INSERT', rowCount: 0, rows: [] };

/**
 * Returns a function that runs statements like `run` but does not wait for those without a result inside a transaction. The error of such
 * a statement is thrown by the next statement that is waited for, at the latest by the commit, which PostgreSQL has then turned into a
 * rollback.
 */
export function pipelineWrites(client: pg.PoolClient, run: RunStatement): RunStatement {
  const socket = new CorkedSocket(client);
  let transaction: PipelinedTransaction | undefined;

  const enqueue = (current: PipelinedTransaction, text: string, values: readonly unknown[]): StatementResult => {
    socket.cork();
    const error = run(text, values).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    current.firstError = Promise.all([current.firstError, error]).then(([earlier, later]) => earlier ?? later);
    return EMPTY_RESULT;
  };

  return async (text, values) => {
    if (text === 'begin') transaction = { firstError: Promise.resolve(undefined) };
    const current = transaction;
    if (current && (text === 'begin' || withoutResult.test(text))) return enqueue(current, text, values);
    if (text === 'commit' || text === 'rollback') transaction = undefined;
    const result = Promise.allSettled([run(text, values)]);
    socket.uncork();
    const [[settled], earlierError] = await Promise.all([result, current?.firstError]);
    if (settled.status === 'rejected')
      throw earlierError && isTransactionAborted(settled.reason) ? earlierError : settled.reason;
    if (earlierError && text !== 'rollback') throw earlierError;
    return settled.value;
  };
}

interface PipelinedTransaction {
  /** The first error of the statements that were not waited for. */
  firstError: Promise<unknown>;
}

/** in_failed_sql_transaction: PostgreSQL ignores every statement after the first error in a transaction. */
function isTransactionAborted(error: unknown): boolean {
  return (error as { code?: unknown }).code === '25P02';
}

/** Buffers writes to PostgreSQL until `uncork`, or at the latest until the end of this iteration of the event loop. */
class CorkedSocket {
  readonly #stream: Writable | undefined;
  #isCorked = false;

  constructor(client: pg.PoolClient) {
    this.#stream = (client as { connection?: { stream?: Writable } }).connection?.stream;
  }

  cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#stream?.cork();
    setImmediate(() => this.uncork());
  }

  uncork(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#stream?.uncork();
  }
}
