import type { Db } from '../database.ts';

const gates = new WeakMap<Db, Gate>();

/** Of a database's connections some stay free for those who only ask, however many writers wait for each other. */
export function limitWriters(db: Db, most: number): void {
  gates.set(db, new Gate(most));
}

/** Runs a transaction as one of the writers; those that are too many wait for the ones before, without a connection. */
export function asWriter<Result>(db: Db, transaction: () => Promise<Result>): Promise<Result> {
  const gate = gates.get(db);
  return gate ? gate.through(transaction) : transaction();
}

/** Lets a few through at a time, first come, first served. */
class Gate {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  async through<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
