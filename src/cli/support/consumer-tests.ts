import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../config/config.ts';
import { ContractError } from '../../config/errors.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Whether this project's consumer tests exist (the npm package omits them). */
export const hasConsumerTests = existsSync(join(project, 'test/contracts'));

/** @throws ContractError USAGE in an installed package */
export function assertConsumerTests(): void {
  if (!hasConsumerTests)
    throw new ContractError('USAGE', 'the contract tests are not part of the package: run this in a checkout');
}

const TIMEOUT_MS = 240_000;
/** Longer for the pipeline itself: importing pandas is slow, and the pipeline may wait. */
const PIPELINE_TIMEOUT_MS = 600_000;
const MAX_OUTPUT_BYTES = 32 * 2 ** 20;
/** How much of the output an error shows. */
const MAX_SHOWN_LINES = 40;

/** Facts the tests cannot determine. They receive it as JSON in the variable CONSUMER_TEST_OPTIONS. */
export interface ConsumerTestOptions {
  /** The commit that the pipeline was installed from, if it was installed from a folder. */
  readonly commit?: string;
  readonly modified?: true;
  /** The commit or version of the contracts. */
  readonly contracts?: string;
  /** Share of the full rate for each level. */
  readonly policy?: Readonly<Record<string, number>>;
}

export interface ConsumerTestRun {
  /** Where the pacts are written. */
  readonly directory: string;
  /** A Python with the pipeline; default: the reference model. */
  readonly interpreter?: string | undefined;
  readonly options?: ConsumerTestOptions;
  /** Of the Redis that the tests of the messages on the wire use; default: one of their own. */
  readonly redisUrl?: string | undefined;
  /** Which tests: of the contract with core, or of the messages on the wire. */
  readonly project?: ConsumerTestProject;
}

/** A project of jest.config.ts. */
export type ConsumerTestProject = 'pact' | 'wire';

/**
 * Runs the consumer tests with the reference model in a separate process, so that the result does not depend on what is
 * installed. The pacts are written to `directory`.
 * @throws ContractError CONSUMER_TESTS_FAILED with the end of the output
 */
export function writeReferencePacts(directory: string): Promise<void> {
  return runConsumerTestsQuietly({ directory });
}

/**
 * Runs the consumer tests without their output on this terminal.
 * @throws ContractError CONSUMER_TESTS_FAILED with the end of the output
 */
export function runConsumerTestsQuietly(run: ConsumerTestRun): Promise<void> {
  const timeout = run.interpreter ? PIPELINE_TIMEOUT_MS : TIMEOUT_MS;
  const limits = { timeout, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES } as const;
  const options = { cwd: project, env: environmentOf(run), ...limits };
  return new Promise((done, reject) => {
    execFile(process.execPath, jestArguments(run.project), options, (error, stdout, stderr) => {
      const lastLines = `${stdout}${stderr}`.trimEnd().split('\n').slice(-MAX_SHOWN_LINES).join('\n');
      if (error) reject(new ContractError('CONSUMER_TESTS_FAILED', lastLines || error.message, { cause: error }));
      else done();
    });
  });
}

/** Runs the consumer tests with their output on this terminal (on stderr, if `quiet`). @returns whether they passed */
export function runConsumerTests(run: ConsumerTestRun, { quiet = false } = {}): Promise<boolean> {
  const stdio: ['ignore', number | 'inherit', 'inherit'] = ['ignore', quiet ? 2 : 'inherit', 'inherit'];
  const limits = { timeout: PIPELINE_TIMEOUT_MS, killSignal: 'SIGKILL' } as const;
  const child = spawn(process.execPath, jestArguments(run.project), {
    cwd: project,
    env: environmentOf(run),
    stdio,
    ...limits,
  });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => done(code === 0));
  });
}

function environmentOf({ directory, interpreter = '', options = {}, redisUrl }: ConsumerTestRun): NodeJS.ProcessEnv {
  return {
    ...clientEnvironment(),
    ...(process.env.FORCE_COLOR && { FORCE_COLOR: process.env.FORCE_COLOR }),
    ...(redisUrl && { REDIS_URL: redisUrl }),
    PACT_OUTPUT_DIR: resolve(directory),
    PIPELINE_PYTHON: interpreter,
    CONSUMER_TEST_OPTIONS: JSON.stringify(options),
  };
}

/**
 * The arguments of node in the npm script `jest`, and a project that writes pacts. In one process, because parallel workers overwrite
 * each other's interactions.
 */
function jestArguments(tests: ConsumerTestProject = 'pact'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  return [...scripts.jest.split(' ').slice(1), '--selectProjects', tests, '--runInBand'];
}
