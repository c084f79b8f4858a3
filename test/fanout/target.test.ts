import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTargets } from '../../src/fanout/target.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const core = { owner: 'acme', repo: 'core' };
const store = { owner: 'acme', repo: 'store' };

function read(content: unknown) {
  const path = join(temporaryFolder('targets'), 'fanout.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readTargets(path);
}

test('fanout.json names the three downstream repositories with their workflow and input', () => {
  const { targets } = readTargets('fanout.json');
  expect(targets.map(({ owner, repo, workflow, inputs }) => [`${owner}/${repo}`, workflow, inputs])).toEqual(
    ['market_data_pipeline', 'market-data-store', 'market-data-orchestrator'].map((repo) => [
      `mjdevaccount/${repo}`,
      'dispatch_contracts.yml',
      { core_ref: '{core_sha}' },
    ]),
  );
});

test('the workflow and its input have defaults', () => {
  expect(read({ core, targets: [store] }).targets).toEqual([
    { ...store, name: 'store', workflow: 'dispatch_contracts.yml', inputs: { core_ref: '{core_sha}' } },
  ]);
});

test.each<[string, unknown, RegExp]>([
  ['invalid JSON', '{', /fanout.json: /],
  ['no targets', { core, targets: [] }, /targets/],
  ['no core', { targets: [store] }, /core/],
  ['a repository name with slashes', { core, targets: [{ ...store, repo: 'a/../b' }] }, /targets\[0\].repo/],
  [
    'a workflow that is not a file name',
    { core, targets: [{ ...store, workflow: '../x.yml' }] },
    /targets\[0\].workflow/,
  ],
  ['an unknown field', { core, targets: [{ ...store, branch: 'x' }] }, /branch/],
  ['an input that is not a string', { core, targets: [{ ...store, inputs: { n: 1 } }] }, /inputs.n/],
  [
    'two targets with one name',
    { core, targets: [store, { ...store, owner: 'other', repo: 'Store' }] },
    /another target is called store/,
  ],
  [
    'an unknown placeholder',
    { core, targets: [{ ...store, inputs: { core_ref: '{core_sha}', other: '{coresha}' } }] },
    /\{coresha\} is not replaced: use \{fanout\}, \{core_sha\}, \{core_ref\}/,
  ],
  [
    'a placeholder with blanks',
    { core, targets: [{ ...store, inputs: { core_ref: '{core_sha}', other: '{ core_ref }' } }] },
    /\{ core_ref \} is not replaced/,
  ],
  [
    'inputs without the core',
    { core, targets: [{ ...store, inputs: { fanout: '{fanout}' } }] },
    /no input names the core/,
  ],
  ['a fixed core', { core, targets: [{ ...store, inputs: { core_ref: 'main' } }] }, /no input names the core/],
  ['no inputs', { core, targets: [{ ...store, inputs: {} }] }, /no input names the core/],
  [
    'more inputs than GitHub accepts',
    { core, targets: [{ ...store, inputs: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`i${i}`, ''])) }] },
    /at most 25/,
  ],
])('%s is an error', (_, content, words) => {
  expect(() => read(content)).toThrow(expect.objectContaining({ code: 'TARGETS_INVALID', exitCode: 2 }));
  expect(() => read(content)).toThrow(words);
});

test('one error lists every problem', () => {
  expect(() => read({ core, targets: [{ repo: 'x y' }] })).toThrow(/owner.*repo|repo.*owner/s);
});
