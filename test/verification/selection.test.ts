import { selectionFor } from '../../src/verification/selection.ts';

test.each([
  ['no branch', undefined, undefined, 'main deployed', false],
  ['a usual main branch', 'base', undefined, 'main matching deployed', false],
  ["the broker's main branch", 'trunk', 'trunk', 'main matching deployed', false],
  ['a branch of work', 'feat/x', 'trunk', 'main matching deployed', true],
  ['a branch of work, the main branch unknown', 'feat/x', undefined, 'main matching deployed', true],
  ["another main branch than the broker's", 'master', 'trunk', 'main matching deployed', true],
])('%s', (_, branch, mainBranch, selectors, pending) => {
  const selection = selectionFor('market-data-core', branch, mainBranch);
  const short: Record<string, string> = {
    mainBranch: 'main',
    matchingBranch: 'matching',
    deployedOrReleased: 'deployed',
  };
  expect(
    selection.selectors
      .flatMap(Object.keys)
      .map((name) => short[name])
      .join(' '),
  ).toBe(selectors);
  expect(selection).toMatchObject({ branch: branch ?? '', pending });
});
