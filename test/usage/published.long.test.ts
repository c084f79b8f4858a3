import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { judgeUsage } from '../../src/usage/judge-usage.ts';
import { readUsage } from '../../src/usage/read-usage.ts';
import type { Usage } from '../../src/usage/use.ts';
import { release, whenIndexIsReachable } from '../support/python-environments.ts';
import { publishedPairs } from './published-pairs.ts';

/** Raises or does not, in a process of its own. */
function raises(line: string, interpreter: string): boolean {
  return spawnSync(interpreter, ['-I', '-c', line], { timeout: 60_000 }).status !== 0;
}

whenIndexIsReachable('usage of published packages', () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'usage-'));
  const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
  afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

  describe.each(publishedPairs)('$consumer with $provider', ({ consumer, provider, releases, proofs = {} }) => {
    let usage: Usage;
    beforeAll(async () => {
      const request = { consumer: release(...consumer), provider: provider[0], with: release(...provider) };
      usage = await readUsage(request, options);
    }, 600_000);

    test.each(Object.entries(releases))(
      '%s',
      async (number, expected) => {
        const distributions = [release(provider[0], number)];
        const { interpreter } = await pythonEnvironment({ distributions }, options);
        const results = await judgeUsage(usage, { interpreter, env: process.env });
        const failures = results.flatMap((result) => result.failures).filter(({ required }) => required);
        const described = failures.map(({ kind, text, locations }) => `${kind}: ${text} (${locations[0]})`);
        expect(described.sort()).toEqual(expected);
        const raised = Object.keys(proofs).filter((line) => raises(line, interpreter));
        expect(raised).toEqual(Object.keys(proofs).filter((line) => proofs[line]?.split(' ').includes(number)));
      },
      600_000,
    );
  });
});
