/**
 * A Python process that answers each JSON line on stdin with one JSON line on stdout. It runs in its own process group, with only the
 * variables that child-variables.ts allows. Time and sizes are limited. `close` always ends it and every process that it started.
 * An invalid line, a line that is too long, and a missing answer end the child and fail every open request.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { variablesForCode } from './child-variables.ts';
import { killGroup, ownGroup } from './run-program.ts';

export interface ChildOptions {
  readonly interpreter: string;
  /** The script that answers, by its path. */
  readonly script: string;
  readonly args?: readonly string[];
  /** The variables of this process; only the allowed ones are passed on. */
  readonly env: NodeJS.ProcessEnv;
  /** Additional variables for the script. */
  readonly extraVariables?: Readonly<Record<string, string>>;
  /** How long each answer may take. */
  readonly timeoutMs: number;
  /** Receives what the script reports before an answer (see json_lines.py). */
  readonly onProgress?: ((value: unknown) => void) | undefined;
  /** Ignore PYTHONPATH, the user's packages and the script's folder (Python's `-I`). */
  readonly isolated: boolean;
}

/** The answer to a request: `ok`, or `error` in the script's own format. */
export interface ChildAnswer {
  readonly ok?: unknown;
  readonly error?: unknown;
}

/** The reason why there is no answer. `detail` contains the last lines of the child's stderr. */
export class ChildError extends Error {
  readonly kind: 'not-started' | 'timeout' | 'ended' | 'not-json' | 'too-long';
  readonly detail: string;

  constructor(kind: ChildError['kind'], detail: string, options: { cause?: unknown } = {}) {
    super(`${kind}: ${detail}`, options);
    this.name = 'ChildError';
    this.kind = kind;
    this.detail = detail;
  }
}

/** The longest answer, in bytes. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;
/** How many bytes at the end of its stderr are retained, to explain a failure. */
const MAX_STDERR_BYTES = 4_000;
/** The time it has to end after its stdin was closed. */
const CLOSE_TIMEOUT_MS = 2_000;
/** How much of an invalid line an error message shows. */
const MAX_SHOWN_CHARS = 200;

interface OpenRequest {
  readonly resolve: (answer: ChildAnswer) => void;
  readonly reject: (error: ChildError) => void;
}

export class PythonChild {
  readonly #process: ChildProcess;
  readonly #timeoutMs: number;
  readonly #onProgress: ChildOptions['onProgress'];
  readonly #open = new Map<number, OpenRequest>();
  readonly #closed: Promise<void>;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #stderr = Buffer.alloc(0);
  #failure: ChildError | undefined;
  #lastId = 0;

  constructor({
    interpreter,
    script,
    args = [],
    env,
    extraVariables = {},
    timeoutMs,
    isolated,
    onProgress,
  }: ChildOptions) {
    this.#timeoutMs = timeoutMs;
    this.#onProgress = onProgress;
    const flags = [...(isolated ? ['-I'] : []), '-B', '-u'];
    this.#process = spawn(interpreter, [...flags, script, ...args], {
      env: variablesForCode(env, extraVariables),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      ...ownGroup,
    });
    this.#closed = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => this.#onExit(code, signal, resolve));
      this.#process.once('error', (cause) => {
        this.#fail(new ChildError('not-started', interpreter, { cause }));
        resolve();
      });
    });
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr?.on('data', (chunk: Buffer) => this.#keepStderr(chunk));
  }

  /**
   * Sends one question and waits for its answer.
   * @throws ChildError
   */
  async ask(question: object): Promise<ChildAnswer> {
    if (this.#failure) throw this.#failure;
    this.#lastId += 1;
    const id = this.#lastId;
    const timer = setTimeout(() => this.#onTimeout(), this.#timeoutMs);
    const answer = new Promise<ChildAnswer>((resolve, reject) => this.#open.set(id, { resolve, reject }));
    this.#process.stdin?.write(`${JSON.stringify({ id, ...question })}\n`);
    return answer.finally(() => clearTimeout(timer));
  }

  /** Closes the child's stdin, waits until it ends, then kills the rest of its process group. */
  async close(): Promise<void> {
    this.#process.stdin?.end();
    const timer = setTimeout(() => killGroup(this.#process.pid), CLOSE_TIMEOUT_MS);
    await this.#closed;
    clearTimeout(timer);
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#takeLine(Buffer.concat([...this.#pending, chunk.subarray(start, end)]).toString('utf8'));
      this.#pending = [];
      this.#pendingBytes = 0;
      start = end + 1;
    }
    this.#pending.push(chunk.subarray(start));
    this.#pendingBytes += chunk.length - start;
    if (this.#pendingBytes > MAX_ANSWER_BYTES)
      this.#abort(new ChildError('too-long', `more than ${MAX_ANSWER_BYTES} bytes`));
  }

  #takeLine(line: string): void {
    if (this.#failure) return;
    const answer = parseAnswer(line);
    const request = answer && this.#open.get(answer.id);
    if (answer && request && 'progress' in answer) this.#onProgress?.(answer.progress);
    else if (answer && request) {
      this.#open.delete(answer.id);
      request.resolve(answer);
    } else this.#abort(new ChildError('not-json', line.slice(0, MAX_SHOWN_CHARS)));
  }

  #keepStderr(chunk: Buffer): void {
    this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-MAX_STDERR_BYTES);
  }

  #onTimeout(): void {
    this.#abort(new ChildError('timeout', `within ${this.#timeoutMs / 1000} s${this.#lastLines()}`));
  }

  /** Kills what it has started, which may hold the pipes open. Data that is still in the pipes is read first. */
  #onExit(code: number | null, signal: string | null, done: () => void): void {
    killGroup(this.#process.pid);
    this.#process.once('close', () => {
      this.#fail(new ChildError('ended', `${signal ? `by ${signal}` : `with exit code ${code}`}${this.#lastLines()}`));
      done();
    });
  }

  #abort(error: ChildError): void {
    this.#fail(error);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#process.stdout?.destroy();
    killGroup(this.#process.pid);
  }

  #fail(error: ChildError): void {
    this.#failure ??= error;
    for (const { reject } of this.#open.values()) reject(this.#failure);
    this.#open.clear();
  }

  #lastLines(): string {
    const text = this.#stderr.toString('utf8').trim();
    return text === '' ? '' : `; the last lines it printed:\n${text}`;
  }
}

function parseAnswer(line: string): (ChildAnswer & { readonly id: number }) | undefined {
  try {
    const answer = JSON.parse(line);
    return typeof answer?.id === 'number' ? answer : undefined;
  } catch {
    return undefined;
  }
}
