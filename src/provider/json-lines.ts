import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ContractError } from '../config/errors.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: ContractError) => void;
}

/** What came back for a request: `ok`, or `error`. */
export interface Answer {
  readonly ok?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the bridge's; python.ts reads it
  readonly error?: any;
}

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  /** How long to wait for each answer, in ms. */
  readonly timeoutMs: number;
}

const keptLines = 12;

/** A child process that is asked one JSON a line, and answers one JSON a line. */
export class JsonLinesChild {
  readonly #child: ChildProcess;
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #stderr: string[] = [];
  readonly #closed: Promise<void>;
  #end: ContractError | undefined;
  #lastId = 0;

  constructor(command: string, args: readonly string[], { env, timeoutMs }: ChildOptions) {
    this.#timeoutMs = timeoutMs;
    this.#child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    this.#closed = new Promise((resolve) => this.#child.once('close', () => resolve()));
    this.#child.once('error', (cause) => this.#fail(new ContractError('PYTHON_NOT_FOUND', command, { cause })));
    this.#child.once('close', (code, signal) =>
      this.#fail(new ContractError('CORE_PROCESS_EXITED', this.#ending(code, signal))),
    );
    this.#child.stdin?.on('error', () => {});
    this.#eachLine(this.#child.stdout, (line) => this.#take(line));
    this.#eachLine(this.#child.stderr, (line) => this.#remember(line));
  }

  /**
   * Asks one question and waits for its answer.
   * @throws ContractError PYTHON_NOT_FOUND, CORE_PROCESS_EXITED with its last words, CORE_TIMEOUT after the time-out, CORE_NOT_JSON
   */
  async ask(question: object): Promise<Answer> {
    if (this.#end) throw this.#end;
    this.#lastId += 1;
    const id = this.#lastId;
    const timer = setTimeout(() => this.#giveUp(), this.#timeoutMs);
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#child.stdin?.write(`${JSON.stringify({ id, ...question })}\n`);
    return answer.finally(() => clearTimeout(timer));
  }

  /** Ends the child: it is asked to by the end of its stdin, and killed when it does not listen. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2_000);
    await this.#closed;
    clearTimeout(timer);
  }

  #eachLine(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
    if (stream) createInterface({ input: stream }).on('line', take);
  }

  #take(line: string): void {
    const answer = parse(line);
    if (answer) this.#waiting.get(answer.id)?.resolve(answer);
    else this.#fail(new ContractError('CORE_NOT_JSON', line.slice(0, 200)));
  }

  #remember(line: string): void {
    this.#stderr.push(line);
    if (this.#stderr.length > keptLines) this.#stderr.shift();
  }

  #giveUp(): void {
    this.#fail(new ContractError('CORE_TIMEOUT', `within ${this.#timeoutMs / 1000} s${this.#lastWords()}`));
    this.#child.kill('SIGKILL');
  }

  #fail(error: ContractError): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }

  #ending(code: number | null, signal: string | null): string {
    return `${signal ? `by ${signal}` : `with exit code ${code}`}${this.#lastWords()}`;
  }

  #lastWords(): string {
    return this.#stderr.length === 0 ? '' : `; its last words:\n${this.#stderr.join('\n')}`;
  }
}

function parse(line: string): (Answer & { id: number }) | undefined {
  try {
    const answer = JSON.parse(line);
    return typeof answer?.id === 'number' ? answer : undefined;
  } catch {
    return undefined;
  }
}
