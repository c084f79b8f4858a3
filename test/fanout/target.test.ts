import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTargets } from '../../src/fanout/target.ts';

const core = { owner: 'acme', repo: 'core' };
const store = { owner: 'acme', repo: 'store' };

function read(content: unknown) {
  const path = join(mkdtempSync(join(tmpdir(), 'targets-')), 'fanout.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readTargets(path);
}

test("the project's own file names the three downstream repositories of the plan, their workflow and its input", () => {
  const { targets } = readTargets('fanout.json');
  expect(targets.map(({ owner, repo, workflow, inputs }) => [`${owner}/${repo}`, workflow, inputs])).toEqual(
    ['market_data_pipeline', 'market-data-store', 'market-data-orchestrator'].map((repo) => [
      `mjdevaccount/${repo}`,
      'dispatch_contracts.yml',
      { core_ref: '{core_sha}' },
    ]),
  );
});

test('owner and repository are enough: the workflow and the input of the plan are understood', () => {
  expect(read({ core, targets: [store] }).targets).toEqual([
    { ...store, name: 'store', workflow: 'dispatch_contracts.yml', inputs: { core_ref: '{core_sha}' } },
  ]);
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /fanout.json: /],
  ['no targets', { core, targets: [] }, /targets/],
  ['no core', { targets: [store] }, /core/],
  ['a name that climbs', { core, targets: [{ ...store, repo: 'a/../b' }] }, /targets\[0\].repo/],
  ['a workflow that is no file', { core, targets: [{ ...store, workflow: '../x.yml' }] }, /targets\[0\].workflow/],
  ['a word it does not know', { core, targets: [{ ...store, branch: 'x' }] }, /branch/],
  ['an input that is no text', { core, targets: [{ ...store, inputs: { n: 1 } }] }, /inputs.n/],
  ['two of one name', { core, targets: [store, { ...store, owner: 'other', repo: 'Store' }] }, /a second store/],
  [
    'more inputs than GitHub takes',
    { core, targets: [{ ...store, inputs: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`i${i}`, ''])) }] },
    /25 at most/,
  ],
])('%s is refused', (_, content, words) => {
  expect(() => read(content)).toThrow(expect.objectContaining({ code: 'TARGETS_INVALID', exitCode: 2 }));
  expect(() => read(content)).toThrow(words);
});

test('every problem is told at once', () => {
  expect(() => read({ core, targets: [{ repo: 'x y' }] })).toThrow(/owner.*repo|repo.*owner/s);
});
