import type { EnvironmentOptions } from '../../src/python/environment.ts';
import type { OraclePair } from './pairs.ts';
import { installPyright } from './pyright.ts';
import { type ReleaseComparison, runPair } from './run-pair.ts';

/** A consumer is read and checked by one process at a time: two of them fill two cores. */
const CONCURRENCY = 2;

/** Compares all releases of all pairs; `report` is called with each comparison when it is complete. The result has the order of the pairs. */
export async function runOracle(
  pairs: readonly OraclePair[],
  options: EnvironmentOptions,
  report: (comparison: ReleaseComparison) => void,
): Promise<ReleaseComparison[]> {
  const pyright = await installPyright(options.cacheFolder);
  const found: ReleaseComparison[][] = pairs.map(() => []);
  const waiting = [...pairs.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, pair] = next;
      for await (const comparison of runPair(pair, pyright, options)) {
        found[index]?.push(comparison);
        report(comparison);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return found.flat();
}
