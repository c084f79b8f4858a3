import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { type ReadFilesOptions, readFiles } from '../../src/usage/read-files.ts';
import { READER_DISTRIBUTIONS } from '../../src/usage/read-usage.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';

const provider = 'def f(a): ...\n';
const usesProvider = 'from prov import f\nf(1)\n';

whenIndexIsReachable('limits of reading', () => {
  const root = mkdtempSync(join(tmpdir(), 'usage-limits-'));
  const cacheFolder = join(root, 'cache');
  let interpreter = '';
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  beforeAll(async () => {
    const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
    ({ interpreter } = await pythonEnvironment({ distributions: READER_DISTRIBUTIONS }, options));
    write('site/prov/__init__.py', provider);
  }, 600_000);

  const write = (path: string, data: string | Buffer) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), data);
  };
  const read = (name: string, options: Partial<ReadFilesOptions> = {}, providerSite = 'site') =>
    readFiles(
      { site: join(root, name), packages: ['consumer'] },
      { site: join(root, providerSite), packages: ['prov'] },
      { interpreter, env: process.env, cacheFolder, ...options },
    );
  const reasons = (found: Awaited<ReturnType<typeof read>>) =>
    found.unresolved.map(({ location, reason }) => `${reason} ${location}`);

  test('more files and larger files than the limit are listed', async () => {
    for (const file of ['a', 'b', 'c']) write(`many/consumer/${file}.py`, 'import prov\n');
    write('many/consumer/__init__.py', `import prov\n#${'x'.repeat(1000)}\n`);
    const found = await read('many', { limits: { files: 2, bytes: 500 } });
    expect(reasons(found)).toEqual(['file-too-large consumer/__init__.py:1', 'too-many-files consumer/c.py:1']);
    expect(found.uses.map(({ locations }) => locations)).toEqual([['consumer/a.py:1', 'consumer/b.py:1']]);
  });

  test('a file of 50 MB is listed and not read', async () => {
    write('large/consumer/data.py', Buffer.alloc(50_000_000, 'x = 1 # prov\n'));
    write('large/consumer/__init__.py', usesProvider);
    const started = Date.now();
    const found = await read('large');
    expect(reasons(found)).toEqual(['file-too-large consumer/data.py:1']);
    expect(found.uses.map(({ name }) => name)).toEqual(['f']);
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  test('of 10,000 files the first ones up to the limit are read', async () => {
    for (let file = 0; file < 10_000; file++) write(`files/consumer/m${file}.py`, 'x = 1\n');
    write('files/consumer/a.py', usesProvider);
    const found = await read('files');
    expect(reasons(found)).toEqual([expect.stringMatching(/^too-many-files consumer\/m\d+\.py:1$/)]);
    expect(found.uses.map(({ name }) => name)).toEqual(['f']);
  });

  test('files that were not read within the time limit are listed', async () => {
    for (let file = 0; file < 300; file++) write(`slow/consumer/m${file}.py`, usesProvider);
    const found = await read('slow', { timeoutMs: 1 });
    expect(found.unresolved.length).toBeGreaterThan(0);
    expect(new Set(found.unresolved.map(({ reason }) => reason))).toEqual(new Set(['out-of-time']));
  });

  test('the number of files that use the provider is reported before they are read', async () => {
    write('reported/consumer/__init__.py', usesProvider);
    write('reported/consumer/other.py', 'x = 1\n');
    const lines: string[] = [];
    const found = await read('reported', { progress: (line) => lines.push(line) });
    expect([found.files, lines[0]]).toEqual([1, 'read 0 of 1 files that use prov']);
  });

  test('a source file in Latin-1 is read', async () => {
    const text = '# coding: latin-1\nfrom prov import f\nx = "äöü"; f(1)\n';
    write('latin/consumer/__init__.py', Buffer.from(text, 'latin1'));
    const found = await read('latin');
    expect(found.unresolved).toEqual([]);
    expect(found.uses[0]?.calls[0]?.locations).toEqual(['consumer/__init__.py:3']);
  });

  test('deeply nested code does not stop the reading of other files', async () => {
    write('deep/consumer/__init__.py', usesProvider);
    write('deep/consumer/deep.py', `import prov\nx = ${'('.repeat(150)}prov.f(1)${')'.repeat(150)}\n`);
    write('deep/consumer/chain.py', `import prov\nx = prov.f(1)${'.a()'.repeat(3000)}\n`);
    const found = await read('deep');
    expect(found.uses.some(({ locations }) => locations.includes('consumer/__init__.py:1'))).toBe(true);
  });

  test('an expression that jedi fails on is listed', async () => {
    write('nested-site/prov/__init__.py', `class A:\n    x: int\nvalue = ${'('.repeat(1500)}A()${')'.repeat(1500)}\n`);
    write('nested/consumer/__init__.py', 'from prov import value\nvalue.x\n');
    const found = await read('nested', {}, 'nested-site');
    expect(reasons(found)).toEqual(['reader-error consumer/__init__.py:1']);
  });

  test('an incomplete cache file of another process is parsed again', async () => {
    write('typed-site/prov/__init__.py', 'class A:\n    def g(self) -> "A": ...\n');
    write('typed/consumer/__init__.py', 'from prov import A\nA().g().g()\n');
    const options = { cacheFolder: join(root, 'unfinished') };
    const first = await read('typed', options, 'typed-site');
    expect(first.uses[0]?.members.map(({ name }) => name)).toEqual(['g']);
    const files = readdirSync(options.cacheFolder, { recursive: true, encoding: 'utf8' });
    const parsed = files.filter((file) => file.endsWith('.pkl')).map((file) => join(options.cacheFolder, file));
    expect(parsed.length).toBeGreaterThan(0);
    for (const file of parsed) truncateSync(file, 100);
    expect(await read('typed', options, 'typed-site')).toEqual(first);
  });

  test('types of a provider with more than 600 files are known', async () => {
    const numbers = Array.from({ length: 700 }, (_, number) => number);
    for (const number of numbers) {
      write(`wide/prov/m${number}.py`, `class A${number}:\n    def run(self): ...\n`);
      utimesSync(join(root, `wide/prov/m${number}.py`), 1e9, 1e9);
    }
    write('wide/prov/__init__.py', '');
    const imports = numbers.map((number) => `from prov.m${number} import A${number}`);
    const calls = numbers.map((number) => `A${number}().run()`);
    write('wide-consumer/consumer/__init__.py', [...imports, ...calls, ...calls, ''].join('\n'));
    const found = await read('wide-consumer', {}, 'wide');
    expect(found.unresolved).toEqual([]);
    expect(found.uses.filter(({ members }) => members.length === 1)).toHaveLength(700);
  });

  test('the same code gives the same bytes', async () => {
    write('same/consumer/__init__.py', `${usesProvider}import prov\nprint(prov.f, prov.g)\n`);
    const texts = await Promise.all([1, 2].map(async () => JSON.stringify(await read('same'))));
    expect(texts[1]).toBe(texts[0]);
  });
});
