import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { startBroker } from '../../src/broker/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface DemoRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start to the first line of stdout. */
  readonly secondsToFirstLine: number;
}

const command = [resolve('src/cli/bundled.mjs'), resolve('scripts/demo/main.ts')];

/** A folder for the demo to work in: the committed pacts, and an empty cache. */
export function demoFolder(): string {
  const folder = temporaryFolder('demo');
  symlinkSync(resolve('pacts'), join(folder, 'pacts'));
  return folder;
}

/** The versions that the demo of a folder has recorded at its broker, in the order of their creation. */
export async function recordedVersions(folder: string, pacticipant: string): Promise<string[]> {
  const broker = await startBroker({ database: join(folder, '.cache/flow.sqlite'), port: 0 });
  try {
    const response = await fetch(`${broker.url}/pacticipants/${pacticipant}/versions`);
    const { _embedded } = (await response.json()) as { _embedded: { versions: { number: string }[] } };
    return _embedded.versions.map(({ number }) => number).reverse();
  } finally {
    await broker.close();
  }
}

/** Runs `npm start` in a folder, with these environment variables and none of the test's own. */
export async function runDemo(
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<DemoRun> {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const start = performance.now();
  let secondsToFirstLine = Number.POSITIVE_INFINITY;
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: folder,
    env: { PATH, HOME, SystemRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.once('data', () => {
    secondsToFirstLine = (performance.now() - start) / 1000;
  });
  const exited = new Promise<number | null>((done, fail) => void child.once('error', fail).once('close', done));
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exit, stdout, stderr, secondsToFirstLine };
}
