import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Every command is a bundled script. */
describe('a bundled script', () => {
  const place = createHash('sha1').update(`${process.cwd()}/`).digest('hex').slice(0, 12);
  const cache = join('node_modules/.cache/market-data-contracts', place);
  const name = `greet-${randomUUID()}`;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundled-'));
    writeFileSync(
      join(folder, `${name}.ts`),
      "import { word } from './word.ts';\nconsole.log(await word(), process.argv.slice(2).join(), import.meta.url);",
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    for (const file of cachedFiles()) rmSync(join(cache, file), { recursive: true });
  });

  const cachedFiles = () => readdirSync(cache).filter((file) => file.includes(name));
  const bundles = () => cachedFiles().filter((file) => !file.endsWith('.json'));
  const write = (word: string) =>
    writeFileSync(join(folder, 'word.ts'), `export const word = async () => '${word}' as const;`);
  const run = () => {
    const script = join(folder, `${name}.ts`);
    return execFileSync(process.execPath, ['src/cli/bundled.mjs', script, '--loud'], { encoding: 'utf8' });
  };

  test('gets its arguments and the URL of its own file', () => {
    write('heron');
    expect(run()).toMatch(/^heron --loud file:.*greet-[-\w]+\.ts\n$/);
  });

  test('runs from the cached bundle', () => {
    write('heron');
    expect([run(), run()]).toEqual([expect.stringMatching(/^heron /), expect.stringMatching(/^heron /)]);
  });

  test('is bundled again after a change; a bundle that may still be running stays, an old one is deleted', () => {
    write('heron');
    run();
    write('crane');
    expect(run()).toMatch(/^crane /);
    expect(bundles().length).toBe(2);
    const yesterday = Date.now() / 1000 - 86_400;
    for (const bundle of bundles()) utimesSync(join(cache, bundle), yesterday, yesterday);
    write('swift');
    expect(run()).toMatch(/^swift /);
    expect(bundles().length).toBe(1);
  });

  test('loads what it imports only when it is needed from a file of its own', () => {
    writeFileSync(join(folder, 'later.ts'), "export const later = 'later';");
    writeFileSync(join(folder, 'word.ts'), "export const word = async () => (await import('./later.ts')).later;");
    expect(run()).toMatch(/^later /);
    const [folderOfBundle = ''] = bundles().filter((one) =>
      readdirSync(join(cache, one)).some((file) => file.startsWith('later-')),
    );
    expect(folderOfBundle).not.toBe('');
  });

  test('is not that of another folder, which has the same files and the same node_modules', () => {
    const other = mkdtempSync(join(tmpdir(), 'bundled-copy-'));
    cpSync('src', join(other, 'src'), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json']) cpSync(file, join(other, file));
    symlinkSync(resolve('node_modules'), join(other, 'node_modules'));
    const where = join(other, 'where.ts');
    writeFileSync(where, 'console.log(import.meta.url);');
    const output = execFileSync(process.execPath, [join(other, 'src/cli/bundled.mjs'), where], { encoding: 'utf8' });
    expect(output).toContain(other);
    const copiesOf = (root: string) => createHash('sha1').update(`${root}/`).digest('hex').slice(0, 12);
    rmSync(join('node_modules/.cache/market-data-contracts', copiesOf(other)), { recursive: true });
    rmSync(other, { recursive: true });
  });
});
