import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HANG_LIMIT_MS } from './hang-limit.ts';

/** Contents as a consumer writes them, and the JSON texts of messages as a provider sends them. */
export interface Probe {
  readonly content: unknown;
  readonly messages: readonly string[];
}

/**
 * The official verifier's verdict on each message, compared with its contents, from one run: true if it passes. The pact is written and
 * verified by the real FFI, in a process of its own, because the verifier prints its report past jest.
 */
export async function verdicts(probes: readonly Probe[]): Promise<boolean[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-verdicts-'));
  try {
    await writeFile(join(folder, 'probes.json'), JSON.stringify(probes));
    await run(folder);
    return JSON.parse(await readFile(join(folder, 'verdicts.json'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const judge = fileURLToPath(new URL('./pact-judge.ts', import.meta.url));

function run(folder: string): Promise<void> {
  const env = { PATH: process.env.PATH, PACT_DO_NOT_TRACK: 'true' };
  const child = spawn(process.execPath, ['src/cli/bundled.mjs', judge, folder], { env, timeout: HANG_LIMIT_MS });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}
