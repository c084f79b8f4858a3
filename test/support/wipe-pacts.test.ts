import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceUsage } from '../../src/pact/usage-part.ts';
import { restoreUsage } from './restore-usage.ts';
import wipePacts from './wipe-pacts.ts';

const before = process.env.PACT_OUTPUT_DIR;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wipe-'));
  process.env.PACT_OUTPUT_DIR = directory;
});

afterEach(async () => {
  if (before === undefined) delete process.env.PACT_OUTPUT_DIR;
  else process.env.PACT_OUTPUT_DIR = before;
  await rm(directory, { recursive: true });
});

const pact = { consumer: { name: 'c' }, provider: { name: 'p' }, metadata: { pactSpecification: { version: '4.0' } } };

test('only pacts are removed, incomplete ones too', async () => {
  const files = {
    'c-p.json': JSON.stringify(pact),
    'market_data_pipeline-core.json': '{"cons',
    'market_data_pipeline-half.json': '{"metadata": {"usage-contract": {',
    'package.json': '{}',
    'tsconfig.json': '// {}',
    'a.md': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await wipePacts();
  expect((await readdir(directory)).sort()).toEqual(['a.md', 'package.json', 'tsconfig.json']);
});

test('the project of the wire takes away only its own pact', async () => {
  const names = ['market_data_pipeline-market-data-core.json', 'market_data_pipeline-market-data-store.json'];
  for (const name of names) await writeFile(join(directory, name), JSON.stringify(pact));
  await wipePacts(undefined, { displayName: { name: 'wire' } });
  expect(await readdir(directory)).toEqual([names[0]]);
});

const usage = {
  description: 'uses p.A',
  providerStates: [{ name: 'the consumer uses a name of the provider', params: {} }],
};

test('a pact of usage alone stays', async () => {
  const alone = { ...pact, interactions: [usage], metadata: { ...pact.metadata, 'usage-contract': {} } };
  await writeFile(join(directory, 'c-p.json'), JSON.stringify(alone, undefined, 2));
  await wipePacts();
  expect(await readdir(directory)).toEqual(['c-p.json']);
});

test('usage beside messages is added to the pact that is written afterwards', async () => {
  const file = join(directory, 'market_data_pipeline-core.json');
  const messages = readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8');
  const both = replaceUsage(messages, { interactions: [usage], metadata: {} });
  await writeFile(file, both);
  await wipePacts();
  await writeFile(file, messages);
  restoreUsage(file);
  expect(readFileSync(file, 'utf8')).toBe(both);
  expect(await readdir(directory)).toEqual(['market_data_pipeline-core.json']);
});

test('a folder that is not there is made', async () => {
  process.env.PACT_OUTPUT_DIR = join(directory, 'new', 'pacts');
  await wipePacts();
  expect(await readdir(join(directory, 'new'))).toEqual(['pacts']);
});
