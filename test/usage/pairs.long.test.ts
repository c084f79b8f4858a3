import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { describeInstalled, judgeUsage, recordBaseline } from '../../src/usage/judge-usage.ts';
import { readFiles } from '../../src/usage/read-files.ts';
import { READER_DISTRIBUTIONS } from '../../src/usage/read-usage.ts';
import { release, whenIndexIsReachable } from '../support/python-environments.ts';
import { callPairs } from './pairs/calls.ts';
import { classPairs } from './pairs/classes.ts';
import { importPairs } from './pairs/imports.ts';
import type { Files } from './pairs/pair.ts';

/** Each pair has a provider of its own name, so that all of them lie in the same two environments. */
const pairs = [...importPairs, ...callPairs, ...classPairs].map((pair, index) => ({ ...pair, name: `prov${index}` }));

whenIndexIsReachable('small consumers and providers', () => {
  const root = mkdtempSync(join(tmpdir(), 'usage-pairs-'));
  const env = process.env;
  const sites: Record<string, { interpreter: string; site: string }> = {};
  let reader = '';
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  beforeAll(async () => {
    for (const name of ['read', 'other', 'reader']) {
      const options = { python: defaultPython, cacheFolder: join(root, name), env, progress: () => undefined };
      const distributions = name === 'reader' ? READER_DISTRIBUTIONS : [release('pydantic', '2.11.7')];
      const { interpreter } = await pythonEnvironment({ distributions }, options);
      if (name === 'reader') reader = interpreter;
      else sites[name] = { interpreter, site: (await describeInstalled('pydantic', { interpreter, env })).site };
    }
  }, 300_000);

  test.each(pairs)(
    '$title',
    async (pair) => {
      const { read, other } = sites;
      if (!read || !other) throw new Error('the environments have not been made');
      write(join(read.site, pair.name), pair.provider, pair.name);
      write(join(other.site, pair.name), pair.release ?? pair.provider, pair.name);
      const folder = join(root, 'consumers', pair.name);
      write(join(folder, 'consumer'), pair.consumer, pair.name);
      const provider = { site: read.site, packages: [pair.name] };
      const options = { interpreter: reader, env, cacheFolder: join(root, 'cache') };
      const found = await readFiles({ site: folder, packages: ['consumer'] }, provider, options);
      const uses = await recordBaseline(found.uses, { interpreter: read.interpreter, env });
      const usage = { ...usageOf(pair.name, provider.packages), ...found, uses };
      expect(failures(await judgeUsage(usage, { interpreter: read.interpreter, env }), pair)).toEqual([]);
      expect(failures(await judgeUsage(usage, { interpreter: other.interpreter, env }), pair)).toEqual(
        [...pair.fails].sort(),
      );
      expect(found.unresolved.map(({ reason }) => reason).sort()).toEqual([...(pair.unresolved ?? [])].sort());
    },
    60_000,
  );

  test('what is beyond a limit is listed as unresolved', async () => {
    const { read } = sites;
    if (!read) throw new Error('the environments have not been made');
    const folder = join(root, 'consumers', 'large');
    const many = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.py`, 'import prov0\n']));
    write(join(folder, 'consumer'), { ...many, '__init__.py': `import prov0\n#${'x'.repeat(1000)}\n` }, 'prov0');
    const options = { interpreter: reader, env, cacheFolder: join(root, 'cache'), limits: { files: 2, bytes: 500 } };
    const provider = { site: read.site, packages: ['prov0'] };
    const found = await readFiles({ site: folder, packages: ['consumer'] }, provider, options);
    expect(found.unresolved.map(({ location, reason }) => `${reason} ${location}`)).toEqual([
      'file-too-large consumer/__init__.py:1',
      'too-many-files consumer/c.py:1',
    ]);
    expect(found.uses.map(({ locations }) => locations)).toEqual([['consumer/a.py:1', 'consumer/b.py:1']]);
  }, 60_000);

  test('the same code gives the same bytes', async () => {
    const { read } = sites;
    if (!read) throw new Error('the environments have not been made');
    const folder = join(root, 'consumers', pairs.at(-1)?.name ?? '');
    const provider = { site: read.site, packages: [pairs.at(-1)?.name ?? ''] };
    const options = { interpreter: reader, env, cacheFolder: join(root, 'cache') };
    const texts = [1, 2].map(() => readFiles({ site: folder, packages: ['consumer'] }, provider, options));
    const [first, second] = (await Promise.all(texts)).map((found) => JSON.stringify(found));
    expect(second).toBe(first);
  }, 60_000);
});

const usageOf = (name: string, packages: string[]) => ({
  format: 1 as const,
  consumer: { name: 'consumer', version: '1', packages: ['consumer'] },
  provider: { name, version: '1', packages },
});

function failures(results: Awaited<ReturnType<typeof judgeUsage>>, { name }: { name: string }): string[] {
  const all = results.flatMap((result) => result.failures);
  return all
    .map(({ kind, text, required }) => `${required ? '' : 'optional '}${kind}: ${text.replaceAll(name, 'prov')}`)
    .sort();
}

function write(folder: string, files: Files, name: string): void {
  for (const [path, text] of Object.entries(typeof files === 'string' ? { '__init__.py': files } : files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll(/\bprov\b/g, name));
  }
}
