import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { clientEnvironment } from '../../src/config/config.ts';
import { HANG_LIMIT_MS } from './hang-limit.ts';

const require = createRequire(import.meta.url);
/** The official CLI: `broker`, `verifier` and more in one program. */
export const pactCli: string = require('@pact-foundation/pact-cli/src/pact-standalone.js').standalone().pactFullPath;

export interface CliRun {
  readonly exit: number | null;
  /** Everything that it printed, on both channels. */
  readonly output: string;
}

/** Runs `pact-broker <args>` of the official client, the real binary, against a broker. */
export function pactBroker(url: string, ...args: string[]): Promise<CliRun> {
  const env = { ...clientEnvironment(), PACT_BROKER_BASE_URL: url, PACT_BROKER_HTTP_RETRIES: '1' };
  const child = spawn(pactCli, ['broker', ...args], { env, timeout: HANG_LIMIT_MS });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, output }));
  });
}
