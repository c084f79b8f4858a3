import type { Writable } from 'node:stream';
import type pg from 'pg';

/** What PostgreSQL answers to a statement. */
export type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;
export type Ask = (text: string, values: readonly unknown[]) => Promise<Answer>;

/** Nobody looks at what these answer: a row that is put in, and a lock until the transaction ends. */
const quiet = /^\s*(insert\b(?!.*\breturning\b)|select pg_advisory_xact_lock\b)/is;
const nothing: Answer = { command: 'INSERT', rowCount: 0, rows: [] };

/**
 * Asks PostgreSQL without waiting for answers that say nothing: the beginning of a transaction and quiet statements in it travel with
 * the next statement. PostgreSQL still does one after the other. What it says against one of them is thrown by the statement that
 * follows, by the commit at the latest, which it has turned into a rollback then.
 */
export function sendAlong(client: pg.PoolClient, ask: Ask): Ask {
  const wire = new Wire(client);
  let transaction: Transaction | undefined;

  const along = (within: Transaction, text: string, values: readonly unknown[]): Answer => {
    wire.hold();
    const refused = ask(text, values).then(
      () => undefined,
      (error: unknown) => error,
    );
    within.refused = Promise.all([within.refused, refused]).then(([earlier, later]) => earlier ?? later);
    return nothing;
  };

  return async (text, values) => {
    if (text === 'begin') transaction = { refused: Promise.resolve(undefined) };
    const within = transaction;
    if (within && (text === 'begin' || quiet.test(text))) return along(within, text, values);
    if (text === 'commit' || text === 'rollback') transaction = undefined;
    const answer = Promise.allSettled([ask(text, values)]);
    wire.send();
    const [[answered], refused] = await Promise.all([answer, within?.refused]);
    if (answered.status === 'rejected') throw refused && isAborted(answered.reason) ? refused : answered.reason;
    if (refused && text !== 'rollback') throw refused;
    return answered.value;
  };
}

/** A transaction on this connection, with the first refusal of what was sent along. */
interface Transaction {
  refused: Promise<unknown>;
}

/** PostgreSQL does nothing more in a transaction once a statement in it has failed. */
function isAborted(error: unknown): boolean {
  return (error as { code?: unknown }).code === '25P02';
}

/** Holds back what is written to PostgreSQL, so that it leaves in one piece; until the end of this turn of the event loop at most. */
class Wire {
  readonly #stream: Writable | undefined;
  #held = false;

  constructor(client: pg.PoolClient) {
    this.#stream = (client as { connection?: { stream?: Writable } }).connection?.stream;
  }

  hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#stream?.cork();
    setImmediate(() => this.send());
  }

  send(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#stream?.uncork();
  }
}
