import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

describe('a test that runs from a bundle', () => {
  test('has the location of its own file', () => {
    expect(import.meta.url).toMatch(/\/test\/support\/bundle\/build\.test\.ts$/);
    expect(import.meta.dirname).toMatch(/\/test\/support\/bundle$/);
    expect(existsSync(fileURLToPath(new URL('build.mjs', import.meta.url)))).toBe(true);
  });

  test('reports an error at the line of its own file', () => {
    expect(new Error('here').stack).toMatch(/\/test\/support\/bundle\/build\.test\.ts:12:/);
  });
});
