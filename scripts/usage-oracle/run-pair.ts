import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type EnvironmentOptions, pythonEnvironment } from '../../src/python/environment.ts';
import { describeInstalled, judgeUsage } from '../../src/usage/judge-usage.ts';
import { readUsage } from '../../src/usage/read-usage.ts';
import type { Usage, UseResult } from '../../src/usage/use.ts';
import { type Comparison, compareFindings, type OracleError } from './compare.ts';
import { type OraclePair, release } from './pairs.ts';
import { type CheckedConsumer, type CheckerError, checkTypes } from './pyright.ts';

/** The comparison with one release. */
export interface ReleaseComparison extends Comparison {
  readonly pair: string;
  /** How long our side and the type checker took for this release, in ms. */
  readonly ours: number;
  readonly theirs: number;
}

const script = fileURLToPath(new URL('enclosing_lines.py', import.meta.url));
const Lines = z.record(z.string(), z.record(z.string(), z.array(z.int())));

/** Compares each release of a pair with the one that fits: both sides report what is new. */
export async function* runPair(
  pair: OraclePair,
  pyright: string,
  options: EnvironmentOptions,
): AsyncGenerator<ReleaseComparison> {
  const { name } = pair.consumer;
  const usage = await readUsage({ ...pair, with: release(pair.provider, pair.with) }, options);
  const alone = await pythonEnvironment({ distributions: [pair.consumer], withoutDependencies: true }, options);
  const { site, packages } = await describeInstalled(name, { interpreter: alone.interpreter, env: options.env });
  const consumer = { site, packages, words: usage.provider.packages };
  const fitting = await findings(pair, pair.with, usage, consumer, pyright, options);
  const locate = (errors: readonly CheckerError[]) => withLocations(errors, site, alone.interpreter);
  const known = locate(fitting.errors);
  for (const number of pair.releases) {
    const now = await findings(pair, number, usage, consumer, pyright, options);
    const errors = newErrors(now.errors, fitting.errors);
    const results = newFailures(now.results, fitting.results);
    const comparison = compareFindings(results, locate(errors), known);
    const title = `${name} ${usage.consumer.version} with ${pair.provider} ${number}`;
    yield { pair: title, ours: now.ours, theirs: now.theirs, ...comparison };
  }
}

async function findings(
  { provider }: OraclePair,
  number: string,
  usage: Usage,
  consumer: CheckedConsumer,
  pyright: string,
  options: EnvironmentOptions,
) {
  const { interpreter } = await pythonEnvironment({ distributions: [release(provider, number)] }, options);
  const started = Date.now();
  const results = await judgeUsage(usage, { interpreter, env: options.env });
  const judged = Date.now();
  const errors = await checkTypes(pyright, consumer, dirname(dirname(interpreter)));
  return { results, errors, ours: judged - started, theirs: Date.now() - judged };
}

function newErrors(now: readonly CheckerError[], before: readonly CheckerError[]): CheckerError[] {
  const key = ({ file, line, rule }: CheckerError) => `${file}:${line} ${rule}`;
  const known = new Set(before.map(key));
  return now.filter((error) => !known.has(key(error)));
}

/** A failure of the release that fits is not counted for other releases. */
function newFailures(now: readonly UseResult[], before: readonly UseResult[]): UseResult[] {
  return now.map((result, index) => {
    const known = new Set(before[index]?.failures.map(({ kind, text }) => `${kind} ${text}`));
    return { ...result, failures: result.failures.filter(({ kind, text }) => !known.has(`${kind} ${text}`)) };
  });
}

function withLocations(errors: readonly CheckerError[], folder: string, interpreter: string): OracleError[] {
  const lines: Record<string, number[]> = {};
  for (const { file, line } of errors) lines[file] = [...(lines[file] ?? []), line];
  const input = JSON.stringify({ folder, lines });
  const { stdout, stderr } = spawnSync(interpreter, ['-I', script], { input, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const starts = Lines.parse(JSON.parse(stdout));
  return errors.map((error) => {
    const around = starts[error.file]?.[error.line] ?? [error.line];
    return { ...error, locations: around.map((line) => `${error.file}:${line}`) };
  });
}
