import { spawn } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

export interface DemoRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

const tsx = pathToFileURL(createRequire(join(process.cwd(), 'package.json')).resolve('tsx')).href;
const main = resolve('scripts/demo/main.ts');

/** A folder for the demo to work in: the committed pacts, and an empty cache. */
export function demoFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  symlinkSync(resolve('pacts'), join(folder, 'pacts'));
  return folder;
}

/** Runs `npm start` in a folder, with these environment variables and none of the test's own. */
export async function runDemo(
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<DemoRun> {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', tsx, main, ...args], {
    cwd: folder,
    env: { PATH, HOME, SystemRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((done, fail) => void child.once('error', fail).once('close', done));
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exit, stdout, stderr, seconds: (performance.now() - start) / 1000 };
}
