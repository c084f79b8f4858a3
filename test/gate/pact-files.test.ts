import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPacts } from '../../src/gate/pact-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pact } from './support/pact.ts';

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder('pacts');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const good = JSON.stringify(pact('osprey'));

test('ignores folders and files that are not JSON', () => {
  const folder = folderWith({ 'a.json': good, 'README.md': 'hello' });
  mkdirSync(join(folder, 'old.json'));
  expect(readPacts(folder)).toEqual([{ file: join(folder, 'a.json'), pact: pact('osprey') }]);
});

test.each([
  [
    'another consumer',
    JSON.stringify({ ...pact('osprey'), consumer: { name: 'another' } }),
    'its consumer is not market_data_pipeline',
  ],
  ['no consumer', '{"a":1}', 'its consumer is not market_data_pipeline, it names no provider'],
  ['no provider', JSON.stringify({ ...pact('osprey'), provider: {} }), 'it names no provider'],
  ['a provider without a name', JSON.stringify(pact('')), 'it names no provider'],
  ['no interactions', JSON.stringify({ ...pact('osprey'), interactions: [] }), 'it has no interactions'],
  ['a list', '[]', 'it is not an object'],
  ['an incomplete file', '{"consumer":', 'it is not JSON'],
])('a folder with an invalid file is refused: %s', (_, content, reason) => {
  const folder = folderWith({ 'good.json': good, 'bad.json': content });
  const read = () => readPacts(folder);
  expect(read).toThrow(expect.objectContaining({ code: 'NOT_A_PACT', exitCode: 2 }));
  expect(read).toThrow(`  bad.json: ${reason}`);
  expect(read).not.toThrow('good.json');
});

/** The official client would merge them. */
test('two files for the same provider are refused', () => {
  const folder = folderWith({ 'a.json': good, 'b.JSON': good });
  expect(() => readPacts(folder)).toThrow('two files contain a pact with osprey');
});

test.each([
  ['an empty folder', folderWith({ 'README.md': '' })],
  ['a missing folder', join(tmpdir(), 'missing')],
])('%s has no pacts', (_, folder) => {
  expect(() => readPacts(folder)).toThrow(expect.objectContaining({ code: 'NO_PACTS', exitCode: 2 }));
});
