import { runCommand } from '../../src/cli/support/run-command.ts';
import { PYTHON_CACHE_FOLDER } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import type { Difference } from './compare.ts';
import { oraclePairs } from './pairs.ts';
import { runOracle } from './run-oracle.ts';
import type { ReleaseComparison } from './run-pair.ts';
import { summarize } from './summary.ts';

const command = {
  usage: 'npm run usage:oracle --',
  summary: 'Compares our failures with those of a type checker (pyright) on published packages.',
  options: {
    only: { value: '<text>', description: 'only pairs whose consumer or provider contains this text' },
    'cache-folder': { value: '<path>', description: `environments and pyright (default: ${PYTHON_CACHE_FOLDER})` },
  },
  examples: ['npm run usage:oracle -- --json', 'npm run usage:oracle -- --only market-data-ibkr'],
} as const;

await runCommand(command, async ({ json, only = '', cacheFolder = PYTHON_CACHE_FOLDER }) => {
  const log = json ? () => undefined : console.log;
  const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
  const pairs = oraclePairs.filter(({ consumer, provider }) => `${consumer.name} ${provider}`.includes(only));
  const comparisons = await runOracle(pairs, options, (comparison) => log(formatComparison(comparison)));
  const summary = summarize(comparisons);
  if (json) console.log(JSON.stringify({ ...summary, comparisons }));
  log(
    `\n${summary.pairs} pairs: ${summary.agreed} agreed, ${summary.missed} missed, ${summary.extra} extra, ${summary.open} open`,
  );
  return summary.open === 0 ? 0 : 1;
});

function formatComparison({ pair, agreed, missed, extra }: ReleaseComparison): string {
  const lines = (name: string, differences: readonly Difference[]) =>
    differences.map(({ location, text, reason }) => `  ${name} ${location}: ${text} (${reason ?? 'OPEN'})`);
  const head = `${pair}: ${agreed.length} agreed, ${missed.length} missed, ${extra.length} extra`;
  return [head, ...lines('missed', missed), ...lines('extra', extra)].join('\n');
}
