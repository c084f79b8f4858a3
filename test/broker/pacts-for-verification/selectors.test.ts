import { findSelectorProblems } from '../../../src/broker/pacts-for-verification/selector-rules.ts';
import {
  type ConsumerVersionSelector,
  compareMatches,
  type SelectorMatch,
} from '../../../src/matrix/consumer-version-selector.ts';

const missing = expect.stringMatching(
  /^must specify a value for environment or tag or branch, or specify mainBranch=true/,
);

/** Messages of the official broker (2.120.0). */
test.each<[object, unknown[]]>([
  [{}, [missing]],
  [{ consumer: 'x' }, [missing]],
  [{ latest: false }, [missing]],
  [{ tag: ' ' }, [missing]],
  [{ latest: false, tag: 'x' }, []],
  [{ mainBranch: false }, ['mainBranch must be one of: true']],
  [{ tag: null }, ['tag must be filled']],
  [{ branch: {} }, ['branch must be filled']],
  [{ branch: 1 }, ['branch must be a string or branch must be equal to true']],
  [{ tag: 'a\0' }, ['tag contains characters that cannot be stored']],
  [{ latest: 'true' }, ['latest must be one of: true, false']],
  [{ consumer: ' ', latest: true }, ['consumer cannot be blank']],
  [{ mainBranch: 'x', tag: 1 }, ['mainBranch must be one of: true', 'tag must be a string']],
  [{ mainBranch: true, consumer: 'x', latest: true }, []],
  [{ mainBranch: true, latest: false }, ['cannot specify mainBranch=true with latest=false']],
  [
    { mainBranch: true, deployed: true },
    [
      'cannot specify mainBranch=true with any other criteria apart from consumer',
      'cannot specify the field mainBranch with the field deployed',
    ],
  ],
  [
    { matchingBranch: true, tag: 'x' },
    [
      'cannot specify matchingBranch=true with any other criteria apart from consumer',
      'the providerVersionBranch must be specified when the selector matchingBranch=true is used',
    ],
  ],
  [{ tag: 'a', branch: 'b' }, ['cannot specify both a tag and a branch']],
  [
    { tag: 'a', latest: true, environment: 'prod', released: true },
    ['cannot specify the fields latest/tag with the fields environment/released'],
  ],
  [
    { fallbackTag: 'x' },
    [
      missing,
      'fallbackTag can only be set if latest is true',
      'a tag must be specified when a fallbackTag is specified',
    ],
  ],
  [{ fallbackTag: 'x', tag: 'y', latest: true }, []],
  [
    { fallbackBranch: 'x', branch: 'y', latest: false },
    ['fallbackBranch can only be set if latest is true', 'cannot specify a branch with latest=false'],
  ],
  [
    { environment: 'nope', latest: 'x' },
    ['latest must be one of: true, false', "environment with name 'nope' does not exist"],
  ],
  [
    { deployed: true, released: true, deployedOrReleased: true },
    [
      'cannot specify both deployed=true and released=true',
      'cannot specify both deployed=true and deployedOrReleased=true',
      'cannot specify both released=true and deployedOrReleased=true',
    ],
  ],
])('the problems of %j', (selector, problems) => {
  const environments = new Set(['prod']);
  expect(findSelectorProblems({ ...selector }, { providerVersionBranch: undefined, environments })).toEqual(problems);
});

test('selectors are always reported in the same order', () => {
  const resolved = (selector: ConsumerVersionSelector, id: number, production = false): SelectorMatch => ({
    selector,
    version: { id, number: String(id) },
    environment: { name: 'e', production },
  });
  const ordered = [
    resolved({ kind: 'overall-latest' }, 1),
    resolved({ kind: 'overall-latest' }, 2),
    resolved({ kind: 'branch', branch: 'a' }, 9),
    resolved({ kind: 'branch', branch: 'b' }, 1),
    resolved({ kind: 'latest-tag', tag: 'a' }, 1),
    resolved({ kind: 'every-tagged', tag: 'a', consumer: 'x' }, 1),
    resolved({ kind: 'every-tagged', tag: 'a' }, 1),
    resolved({ kind: 'every-tagged', tag: 'b', consumer: 'x' }, 1),
    resolved({ kind: 'deployed' }, 9),
    resolved({ kind: 'deployed' }, 1, true),
    resolved({ kind: 'released' }, 1),
    resolved({ kind: 'main-branch', consumer: 'x' }, 3),
    resolved({ kind: 'in-environment', environment: 'e' }, 1),
    resolved({ kind: 'main-branch' }, 2),
  ];
  expect([...ordered].reverse().sort(compareMatches)).toEqual(ordered);
});
