import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_CONSUMERS_BYTES } from '../../src/cli/support/known-consumers-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { callCommand } from './support/call-command.ts';

const folder = temporaryFolder('consumers-list');
const list = join(folder, 'consumers.json');
const without = { CI: 'true', PACT_BROKER_BASE_URL: '', PACT_BROKER_DATABASE_URL: '' };
const check = (...args: string[]) => callCommand('consumers:check', ['--provider-ref', '1.4.61', ...args], without);
const consumer = (name: string) => ({ name, hasPact: true, inEnvironments: [] });

function writeList(...names: readonly string[]): string {
  const document = { format: 2, provider: 'market-data-core', consumers: names.map(consumer) };
  writeFileSync(list, JSON.stringify(document));
  return list;
}

test.each([
  ['a consumer twice', ['wren', 'wren'], '"wren" is listed twice'],
  ['an option', ['--index-url=http://example.org'], 'begins with a hyphen, like an option'],
  ['a path', ['../../wren'], 'is a path'],
  ['control characters', ['wren\u001b[2J'], 'contains control characters'],
])('a list with %s is refused before anything is installed', async (_, names, words) => {
  const { exit, stderr } = await check('--from', writeList(...names));
  expect([exit, stderr]).toEqual([2, expect.stringContaining('CONSUMERS_REFUSED')]);
  expect(stderr).toContain(words);
});

test.each(['../wren', 'wren==1.0', '--index-url=http://example.org', 'https://example.org/wren.whl'])(
  '--consumer=%s is refused, also without a broker',
  async (name) => {
    const { exit, stderr } = await check(`--consumer=${name}`);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringMatching(/CONSUMERS_REFUSED.*is not the name of a Python distribution/),
    ]);
  },
);

test('a list that is too large is not read', async () => {
  truncateSync(writeList(), MAX_CONSUMERS_BYTES + 1);
  const { exit, stderr } = await check('--from', list);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`more than ${MAX_CONSUMERS_BYTES}`)]);
});

test('a list that does not say which deployed versions have a pact is refused', async () => {
  const inEnvironments = [{ version: '1.0', environments: ['production'] }];
  const consumers = [{ ...consumer('wren'), inEnvironments }];
  writeFileSync(list, JSON.stringify({ format: 1, provider: 'market-data-core', consumers }));
  const { exit, stderr } = await check('--from', list);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/CONSUMERS_UNREADABLE[\s\S]*hasPact/)]);
});
