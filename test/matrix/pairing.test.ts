import {
  mostSevere,
  type PactToPair,
  type PairResult,
  pairsToLookUp,
  pairVersions,
  resultsByPair,
} from '../../src/matrix/pairing.ts';

const core = 2;
const version = (id: number) => ({ id, number: `${id}.0` });
const pact = (pactVersionId: number): PactToPair => ({
  consumer: 'app',
  consumerVersion: '1',
  providerId: core,
  provider: 'core',
  pactVersionId,
  sha: 'abc',
});
const result = (pactVersionId: number, providerVersionId: number, success: number): PairResult => ({
  id: 7,
  pactVersionId,
  providerVersionId,
  success,
});

const found = (results: PairResult[], changed: number[] = []) => ({
  results: resultsByPair(results),
  changed: new Set(changed),
});

describe('pairings of versions in force', () => {
  test.each([
    ['verified', [version(5)], [result(1, 5, 1)], ['verified']],
    ['failed', [version(5)], [result(1, 5, 0)], ['failed']],
    ['without a result', [version(5)], [], ['unverified']],
    ['a result of another version', [version(5)], [result(1, 4, 1)], ['unverified']],
    [
      'two instances, one of them never verified',
      [version(5), version(6)],
      [result(1, 5, 1)],
      ['verified', 'unverified'],
    ],
    ['no provider in force', [], [], ['missing-provider']],
  ])('%s', (_, providers, results, states) => {
    const versions = new Map([[core, providers]]);
    expect(pairVersions([pact(1)], versions, found(results)).map(({ state }) => state)).toEqual(states);
  });

  test.each([
    ['is changed without a result', [], 'changed'],
    ['fails by its own result', [result(1, 5, 0)], 'failed'],
  ])('a pact that has changed since the last verification %s', (_, results, state) => {
    const pairings = pairVersions([pact(1)], new Map([[core, [version(5)]]]), found(results, [1]));
    expect(pairings).toEqual([expect.objectContaining({ state })]);
  });

  test('results are looked up only for versions in force together', () => {
    expect(pairsToLookUp([pact(1), pact(3)], new Map([[core, [version(5), version(6)]]]))).toEqual([
      [1, 5],
      [1, 6],
      [3, 5],
      [3, 6],
    ]);
  });

  test('a failure is more severe than a missing result', () => {
    const states = pairVersions([pact(1)], new Map([[core, [version(5), version(6)]]]), found([result(1, 5, 0)]));
    expect(mostSevere(states)).toEqual(expect.objectContaining({ state: 'failed', providerVersion: '5.0' }));
    expect(mostSevere([])).toBeUndefined();
  });
});
