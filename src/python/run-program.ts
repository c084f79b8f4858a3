import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { withoutCredentials } from '../config/errors.ts';

/** Receives each line that a program prints, while it runs. */
export type Progress = (line: string) => void;

/** How many of its last lines are retained: pip prints the reason of a failure many lines before its end. */
const MAX_LAST_LINES = 60;
/** A longer line is truncated. */
const MAX_LINE_CHARS = 2_000;

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly progress?: Progress;
  /** Ends the program early; its reason is reported. */
  readonly signal?: AbortSignal | undefined;
}

/** How a program ended: successfully, or failed with its last lines (or the reason why it could not be started). */
export type ProgramResult = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** Runs a program in its own process group, which is killed after the time limit. Credentials in URLs are removed. */
export function runProgram(command: string, args: readonly string[], options: RunOptions): Promise<ProgramResult> {
  const { env, timeoutMs, progress = () => undefined, signal } = options;
  const lines: string[] = [];
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...ownGroup });
  const takeLine = (raw: string) => {
    const line = withoutCredentials(raw).slice(0, MAX_LINE_CHARS);
    lines.push(line);
    if (lines.length > MAX_LAST_LINES) lines.shift();
    progress(line);
  };
  createInterface({ input: child.stdout }).on('line', takeLine);
  createInterface({ input: child.stderr }).on('line', takeLine);
  const stop = (why: string) => {
    takeLine(`stopped ${why}`);
    killGroup(child.pid);
  };
  const timer = setTimeout(() => stop(`after ${timeoutMs / 1000} s`), timeoutMs);
  const abort = () => stop(`because ${signal?.reason}`);
  signal?.addEventListener('abort', abort, { once: true });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      const ending = endedBy ? `ended by ${endedBy}` : `exit code ${code}`;
      resolve(code === 0 ? { ok: true } : { ok: false, output: [...lines, ending].join('\n') });
    });
  });
}

/** Its own process group, so that every process that it starts can be ended with it. Windows has no process groups. */
export const ownGroup = { detached: process.platform !== 'win32' };

/** Kills a process that was started with `ownGroup`, and every process that it has started. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
