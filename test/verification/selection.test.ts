import { createSelection } from '../../src/verification/selection.ts';

test.each([
  ['no branch', undefined, undefined, 'main deployed', false],
  ['a common main branch', 'base', undefined, 'main matching deployed', false],
  ["the broker's main branch", 'trunk', 'trunk', 'main matching deployed', false],
  ['another branch', 'feat/x', 'trunk', 'main matching deployed', true],
  ['another branch if the main branch is unknown', 'feat/x', undefined, 'main matching deployed', true],
  ["another main branch than the broker's", 'master', 'trunk', 'main matching deployed', true],
])('the selection for %s', (_, branch, mainBranch, selectors, pending) => {
  const selection = createSelection('market-data-core', branch, mainBranch);
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
