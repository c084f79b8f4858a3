import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../../src/config/errors.ts';
import { type CellVerdict, findBreaks } from '../../src/matrix/breaks.ts';
import { checkRequirement } from '../../src/verification/compatibility-grid.ts';
import { gridMarkdown, gridText } from '../../src/verification/grid-report.ts';
import { runHistory } from '../../src/verification/history.ts';
import type { HistoryRow } from '../../src/verification/history-row.ts';
import { openPairStore } from '../../src/verification/history-store.ts';
import type { Outcome } from '../../src/verification/outcome.ts';
import type { PactToVerify } from '../../src/verification/pact-to-verify.ts';
import type { RecordedPairs } from '../../src/verification/recorded-pairs.ts';

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

test('a git tag is compared with a requirement by its number', () => {
  const tagged = [row('1.0', 'yes'), row('1.1', 'no')].map((one) => ({
    ...one,
    number: one.release,
    release: `v${one.release}`,
  }));
  const check = checkRequirement(tagged, { consumer: 'c 1', requirement: '' }, ['1.0', '1.1']);
  expect(check).toMatchObject({ breaking: ['1.1'], instead: '!=1.1', allowed: 1 });
});

describe('a history', () => {
  const pactOf = (consumer: string, version = '1'): PactToVerify => ({
    url: `/pacts/${consumer}/${version}`,
    consumer,
    consumerVersions: [version],
    pending: false,
    notices: [],
    readAt: [],
    interactions: [{ id: 'f', description: 'uses p.f', states: [], pending: false, isMessage: true, contentType: {} }],
  });
  const outcome = (version: string, pacts: readonly PactToVerify[]): Outcome => ({
    provider: { kind: 'python', name: 'p', version, origin: '' },
    exitCode: 0,
    shouldPublish: false,
    problems: [],
    missingNames: [],
    output: '',
    pacts: pacts.map(({ url, consumer, consumerVersions }) => ({
      url,
      consumer,
      consumerVersions,
      pending: false,
      success: true,
      readAt: [],
      notices: [],
      interactions: [
        { description: 'uses p.f', success: true, pending: false, mismatches: [], missingOptionalUses: ['imports g'] },
      ],
    })),
  });
  interface Given {
    readonly pacts?: readonly PactToVerify[];
    readonly store?: string;
    readonly recorded?: RecordedPairs;
    readonly again?: boolean;
  }
  const run = async (releases: string[], given: Given = {}) => {
    const { pacts = [pactOf('c')], store = 'a', ...others } = given;
    const asked: string[] = [];
    const lines: string[] = [];
    const found = await runHistory({
      targets: releases.map((release) => ({ release, ref: release })),
      pacts,
      store: openPairStore(join(folder, store), 'p'),
      verify: async ({ release }, missing) => {
        asked.push(...missing.map(({ consumer }) => `${release} ${consumer}`));
        if (release === '2') throw new ContractError('INSTALL_FAILED', 'p 2');
        return [outcome(release, missing)];
      },
      progress: (line) => lines.push(line),
      ...others,
    });
    return { found, asked: asked.sort(), last: lines.at(-1) };
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

  test('a later run verifies only what is not stored, and says how much was', async () => {
    const { asked, last } = await run(['1', '2', '3', '4']);
    expect(asked).toEqual(['2 c', '4 c']);
    expect(last).toBe('1 pair of version and pact verified, 2 known from earlier runs');
  });

  test('a new pact of one consumer is verified alone', async () => {
    await run(['1'], { store: 'b', pacts: [pactOf('c'), pactOf('d')] });
    const { asked, found } = await run(['1'], { store: 'b', pacts: [pactOf('c'), pactOf('d', '2')] });
    expect(asked).toEqual(['1 d']);
    expect(found[0]?.cells.map(({ consumer }) => consumer)).toEqual(['c 1', 'd 2']);
  });

  test('--again verifies what is stored', async () => {
    expect((await run(['1', '3'], { again: true })).asked).toEqual(['1 c', '3 c']);
  });

  test('a pact whose result is undetermined leaves the verdicts of the others', async () => {
    const undetermined = new ContractError('USAGE_UNDETERMINED', 'p.g (d)');
    const pacts = [pactOf('c'), pactOf('d'), pactOf('e')];
    const found = await runHistory({
      targets: [{ release: '1', ref: '1' }],
      pacts,
      store: openPairStore(join(folder, 'undetermined'), 'p'),
      verify: async ({ release }, missing) => {
        if (missing.some(({ consumer }) => consumer === 'd')) throw undetermined;
        return [outcome(release, missing)];
      },
      progress: () => undefined,
    });
    expect(found[0]?.cells.map(({ verdict }) => verdict)).toEqual(['off', 'unknown', 'off']);
    expect(found[0]).not.toHaveProperty('problem');
    expect(gridText({ provider: 'p', rows: found, requirements: [] })).toContain(
      `p 1 and d 1: ${undetermined.message}`,
    );
  });

  test('a pact that the verification leaves out is not a yes', async () => {
    const found = await runHistory({
      targets: [{ release: '1', ref: '1' }],
      pacts: [pactOf('c'), pactOf('d')],
      store: openPairStore(join(folder, 'left-out'), 'p'),
      verify: async ({ release }, [first]) => [outcome(release, first ? [first] : [])],
      progress: () => undefined,
    });
    expect(found).toMatchObject([{ cells: [{ consumer: 'c 1' }], problem: expect.stringContaining('d 1') }]);
  });

  describe('with a broker', () => {
    const recorded = (results: Readonly<Record<string, boolean>>): RecordedPairs => ({
      successOf: (version) => results[version],
      read: async (version) => ({ verdict: results[version] ? 'yes' : 'no', sentences: [] }),
    });

    test('a stored pair whose result the broker does not have is verified', async () => {
      await run(['1', '3'], { store: 'c' });
      expect((await run(['1', '3'], { store: 'c', recorded: recorded({ 3: true }) })).asked).toEqual(['1 c']);
    });

    test('a pair whose result only the broker has is not verified', async () => {
      const { asked, found } = await run(['1', '3'], { store: 'd', recorded: recorded({ 1: true, 3: false }) });
      expect([asked, found.map(({ cells: [cell] }) => cell?.verdict)]).toEqual([[], ['yes', 'no']]);
    });

    test('a pair is verified if its result contradicts itself', async () => {
      const contradictory: RecordedPairs = { successOf: () => true, read: async () => undefined };
      expect((await run(['1'], { store: 'f', recorded: contradictory })).asked).toEqual(['1 c']);
    });

    test('the result of the broker counts where it differs from the stored one', async () => {
      await run(['1'], { store: 'e' });
      const { found } = await run(['1'], { store: 'e', recorded: recorded({ 1: false }) });
      expect(found[0]?.cells).toMatchObject([{ verdict: 'no' }]);
    });
  });
});
