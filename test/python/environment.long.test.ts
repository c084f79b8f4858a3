import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Distribution } from '../../src/python/distribution.ts';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { release, whenIndexIsReachable } from '../support/python-environments.ts';

for (const installer of ['uv', 'pip'] as const)
  whenIndexIsReachable(`environments made with ${installer}`, () => {
    let cacheFolder: string;
    beforeAll(() => {
      cacheFolder = mkdtempSync(join(tmpdir(), 'environments-'));
    });
    afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

    const make = (distributions: Distribution[], overrides: Distribution[] = []) =>
      pythonEnvironment(
        { distributions, overrides },
        { python: 'python3', cacheFolder, env: process.env, progress: () => undefined, installer },
      );
    const versionIn = (interpreter: string, name: string) =>
      execFileSync(interpreter, ['-c', `import importlib.metadata as m; print(m.version("${name}"))`], {
        encoding: 'utf8',
      }).trim();

    test('hold the release that was asked for', async () => {
      const made = await make([release('click', '8.1.8')]);
      expect([made.madeWith, versionIn(made.interpreter, 'click')]).toEqual([installer, '8.1.8']);
    }, 600_000);

    test('hold the override in place of the pinned release', async () => {
      const made = await make([release('market-data-core', '1.4.61')], [release('click', '8.1.8')]);
      expect(versionIn(made.interpreter, 'click')).toBe('8.1.8');
    }, 600_000);

    test('report a release that does not exist', async () => {
      await expect(make([release('market-data-core', '99.0.0')])).rejects.toMatchObject({
        code: 'DISTRIBUTION_UNKNOWN',
      });
    }, 600_000);

    test('report requirements that contradict each other', async () => {
      const both = make([release('market-data-core', '1.4.61'), release('pydantic', '1.10.13')]);
      await expect(both).rejects.toMatchObject({ code: 'REQUIREMENTS_CONFLICT' });
    }, 600_000);
  });
