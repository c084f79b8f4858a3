import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How `npm run broker` starts. */
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
    for (const file of kept()) rmSync(join(cache, file));
  });

  const kept = () => readdirSync(cache).filter((file) => file.startsWith(name));
  const write = (word: string) =>
    writeFileSync(join(folder, 'word.ts'), `export const word = async () => '${word}' as const;`);
  const run = () => {
    const script = join(folder, `${name}.ts`);
    return execFileSync(process.execPath, ['src/cli/bundled.mjs', script, '--loud'], { encoding: 'utf8' });
  };

  test('runs what is there now, whatever was kept of it before', () => {
    write('heron');
    expect(run()).toMatch(/^heron --loud file:.*greet-[-\w]+\.ts\n$/);
    expect(run()).toMatch(/^heron /);
    write('crane');
    expect(run()).toMatch(/^crane /);
    expect(kept().sort()).toEqual([expect.stringMatching(/\.mjs$/), `${name}.json`]);
  });
});
