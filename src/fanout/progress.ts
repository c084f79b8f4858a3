import { isRunning, type Outcome } from './outcome.ts';
import { mark, outcomeLine } from './report.ts';

export interface Screen {
  readonly write: (text: string) => void;
  /** On a terminal the last line is overwritten; in a log every line remains. */
  readonly isTerminal: boolean;
}

/** Shows the progress of a fan-out: a line for each target whose state changes and, on a terminal, the current count below. */
export class Progress {
  readonly #screen: Screen;
  readonly #targets: number;
  readonly #latest = new Map<string, Outcome>();

  constructor(screen: Screen, targets: number) {
    this.#screen = screen;
    this.#targets = targets;
  }

  show(outcome: Outcome): void {
    this.#latest.set(outcome.target.name, outcome);
    this.say(outcomeLine(outcome));
  }

  say(line: string): void {
    const { write, isTerminal } = this.#screen;
    write(isTerminal ? `\r\u001b[K${line}\n${this.#count()}` : `${line}\n`);
  }

  /** Clears the count. */
  end(): void {
    if (this.#screen.isTerminal) this.#screen.write('\r\u001b[K');
  }

  /** "2 of 3 over: 1 ✔ 1 ✘, 1 …" */
  #count(): string {
    const outcomes = [...this.#latest.values()];
    const over = outcomes.filter((outcome) => !isRunning(outcome)).length;
    const marks = ['✔', '✘', '?', '…'].map(
      (sign) => [outcomes.filter((one) => mark(one) === sign).length, sign] as const,
    );
    const counts = marks.filter(([count]) => count > 0).map(([count, sign]) => `${count} ${sign}`);
    return `  ${over} of ${this.#targets} over: ${counts.join('  ')}`;
  }
}
