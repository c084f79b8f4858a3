import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';

/** Runs the tests that write the pacts, into this folder. */
export type ConsumerTests = (directory: string) => Promise<void>;

const project = fileURLToPath(new URL('../..', import.meta.url));
const timeoutMs = 120_000;
const lastLines = 40;

/**
 * Runs the consumer tests of this project by jest, in one process of its own; the pacts go to `directory`, an absolute path.
 * @throws ContractError CONSUMER_TESTS_FAILED with the end of jest's output
 */
export const runConsumerTests: ConsumerTests = (directory) => {
  const env = { ...clientEnvironment(), PACT_OUTPUT_DIR: directory };
  const options = { cwd: project, env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 32 << 20 } as const;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, jest(), options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trimEnd().split('\n').slice(-lastLines).join('\n');
      if (error) reject(new ContractError('CONSUMER_TESTS_FAILED', said || error.message, { cause: error }));
      else resolve();
    });
  });
};

function jest(): string[] {
  const program = createRequire(import.meta.url).resolve('jest/bin/jest');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return [...node, program, '--selectProjects', 'pact', '--runInBand'];
}
