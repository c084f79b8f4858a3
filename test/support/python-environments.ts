import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Distribution } from '../../src/python/distribution.ts';
import { type PythonEnvironment, pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';

/** A release of a distribution on the package index. */
export const release = (name: string, number: string): Distribution => ({ name, source: { kind: 'release', number } });

/** `describe` where the package index can be reached; elsewhere the tests are skipped and one line is printed. */
export function whenIndexIsReachable(name: string, tests: () => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'six-'));
  const download = ['-m', 'pip', 'download', '--no-deps', '-q', '-d', folder, 'six==1.16.0'];
  const { status } = spawnSync(defaultPython, download, { timeout: 60_000 });
  rmSync(folder, { recursive: true, force: true });
  if (status === 0) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`not run: ${name}: no package index can be reached\n`);
  describe.skip(name, tests);
}

/** An environment with these distributions for the tests of a block, in a cache folder of its own. */
export function useEnvironment(distributions: readonly Distribution[]): () => PythonEnvironment {
  let environment: PythonEnvironment | undefined;
  const cacheFolder = mkdtempSync(join(tmpdir(), 'environments-'));
  beforeAll(async () => {
    const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
    environment = await pythonEnvironment({ distributions }, options);
  }, 600_000);
  afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));
  return () => {
    if (!environment) throw new Error('the environment has not been made');
    return environment;
  };
}
