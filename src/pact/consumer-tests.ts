import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';

/** Runs the tests that write the pacts, into this folder. */
export type ConsumerTests = (directory: string) => Promise<void>;

const project = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 32 * 2 ** 20;
/** How much of the output an error shows. */
const MAX_SHOWN_LINES = 40;

/**
 * Runs the consumer tests of this project in a process of their own, as `npm run test:pact` does. The pacts are written to `directory`,
 * an absolute path. They are written by the reference model, so that the result does not depend on what is installed.
 * @throws ContractError CONSUMER_TESTS_FAILED with the end of the output
 */
export const runConsumerTests: ConsumerTests = (directory) => {
  const env = { ...clientEnvironment(), PACT_OUTPUT_DIR: directory, PIPELINE_PYTHON: '' };
  const options = {
    cwd: project,
    env,
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, testArguments(), options, (error, stdout, stderr) => {
      const lastLines = `${stdout}${stderr}`.trimEnd().split('\n').slice(-MAX_SHOWN_LINES).join('\n');
      if (error) reject(new ContractError('CONSUMER_TESTS_FAILED', lastLines || error.message, { cause: error }));
      else resolve();
    });
  });
};

/** The arguments of node in the npm script `test:pact`. */
function testArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  return scripts['test:pact'].split(' ').slice(1);
}
