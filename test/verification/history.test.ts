import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../../src/config/errors.ts';
import { checkRequirement, findBreaks, gridMarkdown, gridText } from '../../src/verification/compatibility-grid.ts';
import { type CellVerdict, dropRows, type HistoryRow, runHistory } from '../../src/verification/history.ts';
import type { Outcome } from '../../src/verification/outcome.ts';

const folder = mkdtempSync(join(tmpdir(), 'history-'));
afterAll(() => rmSync(folder, { recursive: true }));

function row(release: string, verdict?: CellVerdict): HistoryRow {
  const sentences = verdict === 'no' ? [`c 1 calls f(); in p ${release} f is gone`] : [];
  return { release, cells: verdict ? [{ consumer: 'c 1', verdict, sentences }] : [] };
}

const rows = [row('1.0', 'yes'), row('1.1', 'no'), row('1.2', 'no'), row('1.3'), row('1.4', 'off'), row('2.0', 'yes')];

describe('a compatibility grid', () => {
  test('a break begins with the first release that does not fit and ends with the one that does', () => {
    const sentences = ['c 1 calls f(); in p 1.1 f is gone'];
    expect(findBreaks(rows)).toEqual([{ consumer: 'c 1', first: '1.1', fixedIn: '1.4', sentences }]);
  });

  test('a break that lasts has no end', () => {
    expect(findBreaks([row('1.0', 'yes'), row('1.1', 'no')])).toMatchObject([{ first: '1.1' }]);
    expect(findBreaks([row('1.1', 'no')])[0]).not.toHaveProperty('fixedIn');
  });

  test('a requirement that allows a breaking release names what to require instead', () => {
    const check = checkRequirement(rows, { consumer: 'c 1', requirement: '<2' }, ['1.0', '1.1', '1.2', '1.3', '1.4']);
    expect(check).toEqual({
      consumer: 'c 1',
      requirement: '<2',
      breaking: ['1.1', '1.2'],
      instead: '<2,!=1.1,!=1.2',
      excluded: ['2.0'],
      allowed: 2,
    });
  });

  test('the text shows each verdict, the break and the requirements', () => {
    const requirements = [
      checkRequirement(rows, { consumer: 'c 1', requirement: '<1.2' }, ['1.0', '1.1']),
      checkRequirement(rows, { consumer: 'c 1', requirement: '==1.0' }, ['1.0']),
    ];
    const problem = { release: '3.0', cells: [], problem: 'it cannot be installed\nbecause' };
    expect(gridText({ provider: 'p', rows: [...rows, problem], requirements }).split('\n')).toEqual([
      '  p    c 1',
      '  1.0  ✔',
      '  1.1  ✘',
      '  1.2  ✘',
      '  1.3',
      '  1.4  off',
      '  2.0  ✔',
      '  3.0  ?',
      'c 1 does not fit p 1.1, fits again 1.4: c 1 calls f(); in p 1.1 f is gone',
      'c 1 allows p <1.2: 1.1 breaks it. Say <1.2,!=1.1',
      'c 1 allows p <1.2, which is narrow: 2 other releases fit',
      'c 1 allows p ==1.0, which is narrow: 2 other releases fit',
      'p 3.0 could not be judged: it cannot be installed',
    ]);
    expect(gridMarkdown({ provider: 'p', rows, requirements }).split('\n').slice(0, 3)).toEqual([
      '| p | c 1 |',
      '| --- | --- |',
      '| 1.0 | ✔ |',
    ]);
  });
});

describe('a history', () => {
  const outcome = (version: string): Outcome => ({
    provider: { kind: 'python', name: 'p', version, origin: '' },
    exitCode: 0,
    shouldPublish: false,
    problems: [],
    missingNames: [],
    output: '',
    pacts: [
      {
        url: '',
        consumer: 'c',
        consumerVersions: ['1'],
        pending: false,
        success: true,
        readAt: [],
        notices: [],
        interactions: [{ description: 'uses p.f', success: true, pending: false, mismatches: [], off: ['imports g'] }],
      },
    ],
  });
  const run = async (releases: string[], key = 'a') => {
    const asked: string[] = [];
    const verify = async (release: string) => {
      asked.push(release);
      if (release === '2') throw new ContractError('INSTALL_FAILED', 'p 2');
      return outcome(release);
    };
    const file = join(folder, 'rows.json');
    return { found: await runHistory({ releases, verify, file, key, progress: () => undefined }), asked };
  };

  test('each release is a row in the given order; one that cannot be judged says why', async () => {
    const { found } = await run(['1', '2', '3']);
    expect(found.map(({ release, problem }) => [release, Boolean(problem)])).toEqual([
      ['1', false],
      ['2', true],
      ['3', false],
    ]);
    expect(found[0]?.cells).toEqual([{ consumer: 'c 1', verdict: 'off', sentences: ['imports g'] }]);
  });

  test('a later run asks only for what is not stored', async () => {
    expect((await run(['1', '2', '3', '4'])).asked.sort()).toEqual(['2', '4']);
  });

  test('other pacts are asked for again', async () => {
    expect((await run(['1', '3'], 'b')).asked.sort()).toEqual(['1', '3']);
  });

  test('rows that are dropped are asked for again, also when the run ends before them', async () => {
    await run(['1', '3', '4'], 'c');
    dropRows({ file: join(folder, 'rows.json'), key: 'c' }, ['1', '3']);
    expect((await run(['3'], 'c')).asked).toEqual(['3']);
    expect((await run(['1', '3', '4'], 'c')).asked).toEqual(['1']);
  });
});
