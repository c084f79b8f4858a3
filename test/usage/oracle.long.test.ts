import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oraclePairs } from '../../scripts/usage-oracle/pairs.ts';
import { runOracle } from '../../scripts/usage-oracle/run-oracle.ts';
import { summarize } from '../../scripts/usage-oracle/summary.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';

whenIndexIsReachable('failures and the errors of a type checker', () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'usage-oracle-'));
  afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

  test('agree on published packages, or have a reason that explains the difference', async () => {
    const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
    const comparisons = await runOracle(oraclePairs, options, () => undefined);
    const open = comparisons.flatMap(({ pair, missed, extra }) =>
      [...missed, ...extra].filter(({ reason }) => !reason).map(({ location, text }) => `${pair} ${location}: ${text}`),
    );
    expect(open).toEqual([]);
    expect(comparisons.length).toBeGreaterThanOrEqual(30);
    const { recall, precision } = summarize(comparisons);
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.85);
  }, 1_800_000);
});
