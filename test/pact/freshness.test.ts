import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReferencePacts } from '../../src/cli/support/consumer-tests.ts';
import { declaredInteractions } from '../../src/contracts/interactions.ts';
import { assertFreshPacts } from '../../src/pact/freshness.ts';

const file = 'market_data_pipeline-market-data-core.json';
let written: string;
let directory: string;

beforeAll(async () => {
  written = await mkdtemp(join(tmpdir(), 'written-'));
  await writeReferencePacts(written);
}, 120_000);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kept-'));
  await cp(written, directory, { recursive: true });
});

afterEach(() => rm(directory, { recursive: true }));
afterAll(() => rm(written, { recursive: true }));

const runTests = (to: string) => cp(written, to, { recursive: true });

const edit = async (from: string, to: string) => {
  const path = join(directory, file);
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
};

test('the pacts that the consumer tests write are fresh', async () => {
  expect(await assertFreshPacts(directory, { runTests })).toEqual({
    files: [file],
    interactions: declaredInteractions.length,
  });
});

test('a pact edited by hand is stale, and the field is named', async () => {
  await edit('"hard"', '"full"');
  await expect(assertFreshPacts(directory, { runTests })).rejects.toMatchObject({
    code: 'PACTS_STALE',
    exitCode: 1,
    message: expect.stringContaining(
      `${file}:\n  interactions."a FeedbackEvent with level hard".contents.content.level: "full" here`,
    ),
  });
});

test('a pact of someone else among them is stale', async () => {
  await writeFile(join(directory, 'store-core.json'), '{}');
  await expect(assertFreshPacts(directory, { runTests })).rejects.toThrow(
    'store-core.json: no consumer test writes it any more',
  );
});

test('no pacts at all are stale', async () => {
  await expect(assertFreshPacts(join(directory, 'none'), { runTests })).rejects.toThrow(`${file}: missing`);
});

test('fewer interactions than declared are stale', async () => {
  const declared = declaredInteractions.length + 1;
  await expect(assertFreshPacts(directory, { runTests, declared })).rejects.toThrow(
    `${declared} interactions are declared`,
  );
});

describe('in a git checkout', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: directory, stdio: 'ignore' });

  test('fresh on disk and not in git is stale, for the tests have just rewritten the files', async () => {
    git('init');
    git('add', '.');
    await expect(assertFreshPacts(directory, { runTests, committed: true })).resolves.toBeDefined();
    await edit('"hard"', '"full"');
    git('add', '.');
    await runTests(directory);
    await expect(assertFreshPacts(directory, { runTests, committed: true })).rejects.toThrow(
      `git's ${directory}/${file}`,
    );
    await expect(assertFreshPacts(directory, { runTests })).resolves.toBeDefined();
  });

  test('a pact that was never added is stale', async () => {
    git('init');
    await expect(assertFreshPacts(directory, { runTests, committed: true })).rejects.toThrow(`${file}: missing`);
  });
});

test('tests that fail are no answer: exit 2, with what jest said', async () => {
  await expect(writeReferencePacts(join(directory, file))).rejects.toMatchObject({
    code: 'CONSUMER_TESTS_FAILED',
    exitCode: 2,
    message: expect.stringMatching(/EEXIST|ENOTDIR/),
  });
}, 120_000);

test('npm run pact:check writes all else byte for byte the same again, names the field that differs, and ends with 1', async () => {
  await edit('"scale": 0.7', '"scale": 0.5');
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'pact:check', '--dir', directory, '--json'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
  expect(JSON.parse(stdout).error).toEqual({
    code: 'PACTS_STALE',
    message: [
      'the pacts are not what the consumer tests write:',
      `${directory}/${file}:`,
      '  interactions."a RateAdjustment with reason soft".contents.content.scale: 0.5 here, 0.7 as written now',
    ].join('\n'),
    hint: expect.stringContaining('npm run test:pact'),
  });
  expect(status).toBe(1);
}, 120_000);
