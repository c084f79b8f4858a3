import { styleOnTerminal } from '../../src/cli/support/run-command.ts';
import { ContractError } from '../../src/config/errors.ts';
import { terminalWidth, wrapLine } from '../../src/text/wrap.ts';

/** The indentation of the details of a step. */
const INDENT = '     ';

/** The width of the details on this terminal. */
export function detailsWidth(): number {
  return terminalWidth() - INDENT.length;
}

/** The result of one step. */
export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly figure: string;
  readonly seconds: number;
}

/** Runs steps and prints each: what is done or asked, its result, how long it took. A step that throws is the last one. */
export class DemoSteps {
  readonly results: StepResult[] = [];
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Runs one step. `run` returns a short result and optional details; it throws if the outcome is not the expected one. */
  async step(step: string, run: () => Promise<{ figure: string; details?: string }>): Promise<void> {
    const start = performance.now();
    const number = String(this.results.length + 1).padStart(2);
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const { figure, details } = await run();
      this.results.push({ step, ok: true, figure, seconds: seconds() });
      const title = styleOnTerminal('green', `${number} ✔ ${step}${step.endsWith('?') ? '' : ':'}`);
      this.note(`${title} ${figure}  ${styleOnTerminal('dim', `${seconds().toFixed(1)} s`)}`);
      if (details) this.#print(indent(details));
    } catch (error) {
      this.results.push({ step, ok: false, figure: (error as Error).message, seconds: seconds() });
      this.note(styleOnTerminal('red', `${number} ✘ ${step}`));
      throw error;
    }
  }

  /** Prints a line between the steps. */
  note(line: string): void {
    this.#print(wrapLine(line, terminalWidth(), INDENT.length).join('\n'));
  }
}

/** A step of the demo did not have the expected outcome. */
export function unexpectedResult(what: string, details: string): ContractError {
  return new ContractError('DEMO_FAILED', `${what}\n${details}`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT);
}
