import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run broker` is a bundled script. */
describe('a bundled script', () => {
  const cache = 'node_modules/.cache/market-data-contracts';
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
    for (const file of cachedFiles()) rmSync(join(cache, file));
  });

  const cachedFiles = () => readdirSync(cache).filter((file) => file.startsWith(name));
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

  test('is bundled again after a change, and the older bundle is deleted', () => {
    write('heron');
    run();
    write('crane');
    expect(run()).toMatch(/^crane /);
    expect(cachedFiles().sort()).toEqual([expect.stringMatching(/\.mjs$/), `${name}.json`]);
  });
});
