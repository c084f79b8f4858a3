import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReferencePacts } from '../../src/cli/support/consumer-tests.ts';
import { declaredInteractions } from '../../src/contracts/interactions.ts';
import { assertFreshPacts, type FreshnessOptions } from '../../src/pact/freshness.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';

const file = 'market_data_pipeline-market-data-core.json';
let written: string;
let directory: string;

beforeAll(async () => {
  written = await mkdtemp(join(tmpdir(), 'written-'));
  await writeReferencePacts(written);
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'committed-'));
  await cp(written, directory, { recursive: true });
});

afterEach(() => rm(directory, { recursive: true }));
afterAll(() => rm(written, { recursive: true }));

const upToDate = { files: [file], interactions: declaredInteractions.length };

const runTests = (to: string) => cp(written, to, { recursive: true });

const check = (options: Partial<FreshnessOptions> = {}) => assertFreshPacts(directory, { runTests, ...options });

/** Replaces text in the committed pact, which must contain it. */
const edit = async (from: string, to: string) => {
  const path = join(directory, file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
};

test('the pacts that the consumer tests write are up to date', async () => {
  expect(await check()).toEqual(upToDate);
});

test('an edited field is reported with its file and interaction', async () => {
  await edit('"hard"', '"full"');
  await expect(check()).rejects.toMatchObject({
    code: 'PACTS_STALE',
    exitCode: 1,
    message: expect.stringContaining(
      `${file}:\n  interactions."a FeedbackEvent with level hard".contents.content.level: expected "hard", found "full"`,
    ),
  });
});

test('a pact that no consumer test writes is reported', async () => {
  await writeFile(join(directory, 'store-core.json'), '{}');
  await expect(check()).rejects.toThrow('store-core.json: no consumer test writes it');
});

test('pacts in a missing folder are reported as missing', async () => {
  await expect(assertFreshPacts(join(directory, 'none'), { runTests })).rejects.toThrow(`${file}: missing`);
});

test('fewer interactions than declared are reported', async () => {
  const declared = declaredInteractions.length + 1;
  await expect(check({ declared })).rejects.toThrow(
    `${declared} interactions are declared, the consumer tests wrote ${declaredInteractions.length}`,
  );
});

describe('in a git checkout', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: directory, stdio: 'ignore' });

  beforeEach(() => git('init'));

  test('pacts that are staged are up to date', async () => {
    git('add', '.');
    expect(await check({ committed: true })).toEqual(upToDate);
  });

  test('an outdated pact in the index is reported although the file on disk is up to date', async () => {
    await edit('"hard"', '"full"');
    git('add', '.');
    await runTests(directory);
    await expect(check({ committed: true })).rejects.toThrow(
      `git's ${directory}/${file}:\n  interactions."a FeedbackEvent with level hard".contents.content.level: expected "hard"`,
    );
  });

  test('the index is not checked without the option', async () => {
    await edit('"hard"', '"full"');
    git('add', '.');
    await runTests(directory);
    expect(await check()).toEqual(upToDate);
  });

  test('a pact that is not in the index is reported as missing', async () => {
    await expect(check({ committed: true })).rejects.toThrow(`git's ${directory}/${file}: missing`);
  });
});

test('consumer tests that fail are an error with the output of jest', async () => {
  await expect(writeReferencePacts(join(directory, file))).rejects.toMatchObject({
    code: 'CONSUMER_TESTS_FAILED',
    exitCode: 2,
    message: expect.stringMatching(/EEXIST|ENOTDIR/),
  });
});

test('npm run pact:check reports the changed field and exits with 1', async () => {
  await edit('"scale": 0.7', '"scale": 0.5');
  const args = ['src/cli/bundled.mjs', 'src/cli/main.ts', 'pact:check', '--dir', directory, '--json'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: HANG_LIMIT_MS });
  expect(JSON.parse(stdout).error).toEqual({
    code: 'PACTS_STALE',
    message: [
      'the pacts differ from what the consumer tests write:',
      `${directory}/${file}:`,
      '  interactions."a RateAdjustment with reason soft".contents.content.scale: expected 0.7, found 0.5',
    ].join('\n'),
    hint: 'Run npm run test:pact, review the change in pacts/, and commit it.',
  });
  expect(status).toBe(1);
});
