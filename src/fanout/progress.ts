import { isRunning, type Outcome } from './outcome.ts';
import { outcomeLine, symbolOf } from './report.ts';

export interface ProgressOutput {
  readonly write: (text: string) => void;
  /** On a terminal the last line is overwritten; in a log every line remains. */
  readonly isTerminal: boolean;
}

/** Prints the progress of a fan-out: a line whenever the state of a target changes and, on a terminal, the current count below it. */
export class Progress {
  readonly #output: ProgressOutput;
  readonly #targets: number;
  readonly #latest = new Map<string, Outcome>();

  constructor(output: ProgressOutput, targets: number) {
    this.#output = output;
    this.#targets = targets;
  }

  report(outcome: Outcome): void {
    this.#latest.set(outcome.target.name, outcome);
    this.log(outcomeLine(outcome));
  }

  log(line: string): void {
    const { write, isTerminal } = this.#output;
    write(isTerminal ? `\r\u001b[K${line}\n${this.#count()}` : `${line}\n`);
  }

  /** Clears the count. */
  end(): void {
    if (this.#output.isTerminal) this.#output.write('\r\u001b[K');
  }

  /** "  2 of 3 completed: 1 ✔  1 ✘" */
  #count(): string {
    const outcomes = [...this.#latest.values()];
    const completed = outcomes.filter((outcome) => !isRunning(outcome)).length;
    const counts = ['✔', '✘', '?', '…'].map(
      (symbol) => [outcomes.filter((one) => symbolOf(one) === symbol).length, symbol] as const,
    );
    const texts = counts.filter(([count]) => count > 0).map(([count, symbol]) => `${count} ${symbol}`);
    return `  ${completed} of ${this.#targets} completed: ${texts.join('  ')}`;
  }
}
