import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MARKER } from '../../src/python/environment.ts';
import { runCli } from './support/run-cli.ts';

describe('python:clean', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'python-clean-'));
    for (const [name, days] of [
      ['old', 40],
      ['new', 1],
    ] as const) {
      mkdirSync(join(folder, name));
      const marker = join(folder, name, MARKER);
      writeFileSync(marker, '{}');
      const used = new Date(Date.now() - days * 86_400_000);
      utimesSync(marker, used, used);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('deletes what was not used for 30 days', async () => {
    const { exit, stdout } = await runCli('python:clean', ['--folder', folder]);
    expect([exit, existsSync(join(folder, 'old')), existsSync(join(folder, 'new'))]).toEqual([0, false, true]);
    expect(stdout).toMatch(/Deleted:\n.*old .*Remaining:\n.*new /s);
  });

  test('a time that is no duration is a usage error', async () => {
    const { exit, stderr } = await runCli('python:clean', ['--folder', folder, '--unused-for', 'soon']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('--unused-for is not a duration')]);
  });
});
