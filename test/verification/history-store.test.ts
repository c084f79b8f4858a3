import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPairStore } from '../../src/verification/history-store.ts';
import type { PactToVerify } from '../../src/verification/pact-to-verify.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pactOf = (id: string | undefined): PactToVerify => ({
  url: '/pacts/osprey/1',
  consumer: 'osprey',
  consumerVersions: ['1'],
  pending: false,
  notices: [],
  readAt: [],
  interactions: [
    { ...(id && { id }), description: 'a tick', states: [], pending: false, isMessage: true, contentType: {} },
  ],
});
const pact = pactOf('a');
const yes = { verdict: 'yes', sentences: [] } as const;
const no = { verdict: 'no', sentences: ['osprey 1 relies on a tick'] } as const;

/** A store with a no for version 1, and the file. */
function givenNo(provider = 'wren') {
  const folder = temporaryFolder('pairs');
  const store = openPairStore(folder, provider);
  store.write('1', pact, no);
  return { folder, store, file: join(folder, '1.json') };
}

test('a verdict is read as it was written, and others remain', () => {
  const { store } = givenNo();
  store.write('1', pactOf('b'), yes);
  expect([store.read('1', pact), store.read('1', pactOf('b')), store.read('2', pact)]).toEqual([no, yes, undefined]);
});

test('a verdict is that of the content of the pact', () => {
  expect(givenNo().store.read('1', pactOf('other'))).toBeUndefined();
});

test('the verdict on a pact whose content is not identified is not stored', () => {
  const { store } = givenNo();
  store.write('1', pactOf(undefined), yes);
  expect(store.read('1', pactOf(undefined))).toBeUndefined();
});

test('an edited file is as none', () => {
  const { store, file } = givenNo();
  writeFileSync(file, readFileSync(file, 'utf8').replace('"no"', '"yes"'));
  expect(store.read('1', pact)).toBeUndefined();
});

test.each([1, 9, 60])('a file of which the last %i characters are missing is as none', (missing) => {
  const { store, file } = givenNo();
  truncateSync(file, readFileSync(file).length - missing);
  expect(store.read('1', pact)).toBeUndefined();
});

test('the file of another version is as none', () => {
  const { store, folder, file } = givenNo();
  copyFileSync(file, join(folder, '2.json'));
  expect(store.read('2', pact)).toBeUndefined();
});

test('the file of another provider is as none', () => {
  const { folder } = givenNo();
  expect(openPairStore(folder, 'heron').read('1', pact)).toBeUndefined();
});

test('a file that is too large is as none, and is replaced', () => {
  const { store, file } = givenNo();
  writeFileSync(file, `${readFileSync(file, 'utf8')}${' '.repeat(17 * 2 ** 20)}`);
  expect(store.read('1', pact)).toBeUndefined();
  store.write('1', pact, no);
  expect(store.read('1', pact)).toEqual(no);
});

test('a file in place of the folder gives no verdict', () => {
  const { file } = givenNo();
  expect(openPairStore(file, 'wren').read('1', pact)).toBeUndefined();
});

test('a version with a long or unusual name has its own file', () => {
  const { store, folder } = givenNo();
  const versions = ['9'.repeat(300), '../../1', '1/1'];
  for (const version of versions) store.write(version, pact, yes);
  expect([versions.map((version) => store.read(version, pact)), readdirSync(folder).length]).toEqual([
    [yes, yes, yes],
    4,
  ]);
});
