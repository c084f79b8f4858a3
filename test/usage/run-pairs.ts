import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { describeInstalled, judgeUsage, recordBaseline } from '../../src/usage/judge-usage.ts';
import { readFiles } from '../../src/usage/read-files.ts';
import { READER_DISTRIBUTIONS } from '../../src/usage/read-usage.ts';
import type { Unresolved, Use, UseResult } from '../../src/usage/use.ts';
import { release } from '../support/python-environments.ts';
import type { Pair, Sources } from './pairs/pair.ts';

/** Statements that raised when the consumer was run, see run_statements.py. */
const Raised = z.array(z.object({ location: z.string(), error: z.string(), consequence: z.boolean() }));
export type Raised = z.infer<typeof Raised>;

/** What is found with one release of the provider. */
export interface PairResult {
  readonly results: readonly UseResult[];
  readonly raised: Raised;
}

export interface PairOutcome {
  readonly unresolved: readonly Unresolved[];
  readonly read: PairResult;
  readonly other: PairResult;
}

/** Three virtual environments: the provider as it is read, the provider's other release, and jedi. */
export interface PairEnvironments {
  readonly read: Site;
  readonly other: Site;
  readonly reader: Site;
}

interface Site {
  readonly interpreter: string;
  readonly site: string;
}

const env = process.env;
const script = fileURLToPath(new URL('run_statements.py', import.meta.url));

export async function makePairEnvironments(root: string): Promise<PairEnvironments> {
  const make = async (name: string, distributions: typeof READER_DISTRIBUTIONS) => {
    const options = { python: defaultPython, cacheFolder: join(root, name), env, progress: () => undefined };
    const { interpreter } = await pythonEnvironment({ distributions }, options);
    const { site } = await describeInstalled(distributions[0]?.name ?? '', { interpreter, env });
    return { interpreter, site };
  };
  const models = [release('pydantic', '2.11.7')];
  return {
    read: await make('read', models),
    other: await make('other', models),
    reader: await make('reader', READER_DISTRIBUTIONS),
  };
}

/**
 * Reads all pairs, judges them and runs them. Each has a provider and a consumer of its own name, so that one process judges all of them
 * and one runs them.
 */
export async function runPairs(pairs: readonly Pair[], { read, other, reader }: PairEnvironments, root: string) {
  const folder = join(root, 'consumers');
  for (const [index, pair] of pairs.entries()) {
    write(join(read.site, `prov${index}`), pair.provider, index);
    write(join(other.site, `prov${index}`), pair.release, index);
    write(join(folder, `consumer${index}`), pair.consumer, index);
  }
  const found = await inTurns(pairs.length, (index) => {
    const options = { interpreter: reader.interpreter, env, cacheFolder: join(root, 'cache') };
    const provider = { site: read.site, packages: packagesOf(pairs[index]?.provider ?? {}, `prov${index}`) };
    return readFiles({ site: folder, packages: [`consumer${index}`] }, provider, options);
  });
  const uses = await recordBaseline(
    found.flatMap((one) => one.uses),
    { interpreter: read.interpreter, env },
  );
  const results = { read: await judge(uses, read), other: await judge(uses, other) };
  const raised = { read: runConsumers(read, folder, pairs.length), other: runConsumers(other, folder, pairs.length) };
  let from = 0;
  return found.map(({ uses: own, unresolved }, index): PairOutcome => {
    const range = [from, from + own.length] as const;
    from += own.length;
    const of = (name: 'read' | 'other') => ({
      results: results[name].slice(...range),
      raised: raised[name][`consumer${index}`] ?? [],
    });
    return { unresolved, read: of('read'), other: of('other') };
  });
}

/** Without an `__init__.py` it is a namespace package: only the modules in it are the provider's. */
function packagesOf(provider: Sources, name: string): string[] {
  if ('__init__.py' in provider) return [name];
  return Object.keys(provider).map((path) => `${name}.${path.replace(/(\/.*|\.py)$/, '')}`);
}

/** Two at a time: each reader is a process. */
async function inTurns<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < count; index += 2) {
    const pair = [index, index + 1].filter((one) => one < count);
    results.push(...(await Promise.all(pair.map(run))));
  }
  return results;
}

function judge(uses: Use[], { interpreter }: Site): Promise<UseResult[]> {
  const provider = { name: 'prov', version: '1', packages: [] };
  const usage = { format: 1 as const, consumer: provider, provider, files: 1, uses, unresolved: [] };
  return judgeUsage(usage, { interpreter, env });
}

function runConsumers({ interpreter }: Site, folder: string, count: number): Record<string, Raised> {
  const names = Array.from({ length: count }, (_, index) => `consumer${index}`);
  const stdout = execFileSync(interpreter, ['-I', script, folder, ...names], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 400_000,
  });
  return z.record(z.string(), Raised).parse(JSON.parse(stdout));
}

function write(folder: string, sources: Sources, index: number): void {
  for (const [path, text] of Object.entries(sources)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll(/\b(prov|consumer)\b/g, `$1${index}`));
  }
}
