import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('pacts are taken away, half-written ones too, and nothing else', async () => {
  const files = {
    'c-p.json': JSON.stringify(pact),
    'market_data_pipeline-core.json': '{"cons',
    'package.json': '{}',
    'tsconfig.json': '// {}',
    'a.md': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await wipePacts();
  expect((await readdir(directory)).sort()).toEqual(['a.md', 'package.json', 'tsconfig.json']);
});

test('a folder that is not there is made', async () => {
  process.env.PACT_OUTPUT_DIR = join(directory, 'new', 'pacts');
  await wipePacts();
  expect(await readdir(join(directory, 'new'))).toEqual(['pacts']);
});
