import { sortAdditions } from '../../src/copy/branches.ts';
import { forEachInGroups } from '../../src/copy/concurrency.ts';
import { splitIntoSpans } from '../../src/copy/timeline.ts';
import type { Version } from '../../src/copy/versions.ts';

/** A version in short: `2 at 5: feat* main` was made at 5, is the head of feat, and on main too. */
function version(short: string): Version {
  const [, number = '', createdAt = '', branches = ''] = /^(\w+) at (\d): ?(.*)$/.exec(short) ?? [];
  const on = branches.split(' ').filter(Boolean);
  const parts = on.map((one) => ({ name: one.replace('*', ''), isHead: one.endsWith('*') }));
  return {
    pacticipant: 'p',
    number,
    createdAt,
    branches: parts,
    tags: [],
    providers: [],
    deployments: [],
    releases: [],
  };
}

const order = (versions: string[], beginnings: Record<string, string> = {}) =>
  sortAdditions(versions.map(version), new Map(Object.entries(beginnings))).map(
    (one) => `${one.number} ${one.branch} ${one.at}`,
  );

describe('the order in which versions are added to branches', () => {
  test('is the order of the versions', () =>
    expect(order(['1 at 1: main', '2 at 2: main', '3 at 3: main*'])).toEqual(['1 main 1', '2 main 2', '3 main 3']));

  test('ends with the head of the branch', () =>
    expect(order(['1 at 1: main*', '2 at 2: main'])).toEqual(['2 main 2', '1 main 2']));

  test('is the order of the version within its branches', () =>
    expect(order(['1 at 1: feat* main', '2 at 2: main*'])).toEqual(['1 feat 1', '1 main 1', '2 main 2']));

  test('does not add to a branch before its creation', () =>
    expect(order(['1 at 1: main release*', '2 at 2: main* feat*'], { release: '9' })).toEqual([
      '1 main 1',
      '2 main 2',
      '2 feat 2',
      '1 release 9',
    ]));

  test('preserves the heads if the orders contradict each other', () =>
    expect(order(['1 at 1: a* b', '2 at 1: b* a']).map((one) => one.slice(0, 3))).toEqual([
      '1 b',
      '2 b',
      '2 a',
      '1 a',
    ]));
});

describe('branches and results', () => {
  const branch = (name: string, at: string) => ({ pacticipant: 'p', branch: name, number: '1', at });
  const result = (number: number, at: string) => ({ number, at }) as never;

  test('are sorted by time', () => {
    const spans = splitIntoSpans(
      [branch('late', '5'), branch('early', '1')],
      [result(1, '2'), result(2, '3'), result(3, '5')],
    );
    expect(spans).toEqual([
      { branchVersions: [branch('early', '1')], results: [result(1, '2'), result(2, '3')] },
      { branchVersions: [branch('late', '5')], results: [result(3, '5')] },
    ]);
  });

  test('are complete if there are no results or no branches', () => {
    expect(splitIntoSpans([branch('main', '1')], [])).toEqual([{ branchVersions: [branch('main', '1')], results: [] }]);
    expect(splitIntoSpans([], [result(1, '2')])).toEqual([{ branchVersions: [], results: [result(1, '2')] }]);
  });
});

describe('forEachInGroups', () => {
  test('runs groups concurrently and each group in order', async () => {
    const done: string[] = [];
    let most = 0;
    let running = 0;
    await forEachInGroups(
      ['a1', 'b1', 'a2', 'c1', 'b2'],
      (item) => item.slice(0, 1),
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, item === 'a1' ? 20 : 5));
        running -= 1;
        done.push(item);
      },
    );
    expect(most).toBe(3);
    for (const lane of ['a', 'b'])
      expect(done.filter((item) => item.startsWith(lane))).toEqual([`${lane}1`, `${lane}2`]);
  });

  test('stops at the first failure', async () => {
    const begun: string[] = [];
    const act = async (item: string) => {
      begun.push(item);
      if (item === 'a1') throw new Error('broken');
    };
    await expect(forEachInGroups(['a1', 'a2', 'b1', 'b2'], (item) => item.slice(0, 1), act, 1)).rejects.toThrow(
      'broken',
    );
    expect(begun).toEqual(['a1']);
  });
});
