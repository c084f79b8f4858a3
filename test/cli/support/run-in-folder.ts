import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const command = [resolve('src/cli/bundled.mjs'), resolve('src/cli/main.ts')];

export interface FolderRun {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
  readonly exit: Promise<number | null>;
}

/** Starts a command in another folder, which then has caches of its own, and in its own process group. */
export function runInFolder(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): FolderRun {
  const child = spawn(process.execPath, [...command, ...args], { cwd: folder, env, detached: true });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  const exit = new Promise<number | null>((done, fail) => {
    child.once('error', fail).once('close', done);
  });
  return { child, output, exit };
}
