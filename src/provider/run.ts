import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Takes each line that a program writes, while it runs. */
export type Progress = (line: string) => void;

const keptLines = 12;

/**
 * Runs a program to its end and shows its lines as they come, credentials in URLs taken out.
 * @returns nothing when it went well, else its last lines (or why it could not be started)
 */
export function run(
  command: string,
  args: readonly string[],
  { env, progress, timeoutMs }: { env: NodeJS.ProcessEnv; progress: Progress; timeoutMs: number },
): Promise<string | undefined> {
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(withoutAnyCredentials(line));
    progress(withoutAnyCredentials(line));
  };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, windowsHide: true });
  createInterface({ input: child.stdout }).on('line', take);
  createInterface({ input: child.stderr }).on('line', take);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      const ending = signal ? `ended by ${signal}` : `exit code ${code}`;
      resolve(code === 0 ? undefined : [...lines.slice(-keptLines), ending].join('\n'));
    });
  });
}

/** The text without the user and password of any URL in it. */
export function withoutAnyCredentials(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, '//');
}
