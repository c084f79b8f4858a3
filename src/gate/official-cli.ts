import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { type BrokerAccess, redactSecrets } from '../broker-client/access.ts';
import { explainUnauthorized } from '../broker-client/unauthorized.ts';
import { clientEnvironment } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { classifyFailure } from './cli-failure.ts';

const require = createRequire(import.meta.url);
const HTTP_RETRIES = '2';

/**
 * Runs `pact-broker <args>` of the official client and returns its output without secrets. The broker's address
 * and the credentials are passed in the environment, so that no secret appears in a list of processes.
 * @throws ContractError CLI_MISSING, CLI_FAILED (a crash or a time-out), or depending on its output BROKER_UNREACHABLE,
 *   BROKER_UNAUTHORIZED, BROKER_CREDENTIALS_REJECTED, BROKER_FORBIDDEN, BROKER_NOT_HAL, BROKER_FAILED or BROKER_REFUSED
 */
export async function runOfficialCli(
  access: BrokerAccess,
  args: readonly string[],
  timeoutMs = 60_000,
): Promise<string> {
  return runBinary(access, args, timeoutMs).catch(async (error: unknown) => {
    if (!(error instanceof ContractError && error.code === 'BROKER_UNAUTHORIZED')) throw error;
    const code = await explainUnauthorized(access, { method: 'POST', status: 401 });
    throw new ContractError(code, error.subject, { cause: error });
  });
}

function runBinary(access: BrokerAccess, args: readonly string[], timeoutMs: number): Promise<string> {
  const options = {
    env: createEnvironment(access),
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 32 << 20,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(findBinary(), ['broker', ...args], options, (error, stdout, stderr) => {
      const output = redactSecrets(`${stdout}\n${stderr}`, access).trim();
      if (!error) resolve(output);
      else if (error.killed)
        reject(new ContractError('CLI_FAILED', `${args[0]} took longer than ${timeoutMs / 1000} s`));
      else reject(classifyFailure({ command: args[0] ?? '', exit: error.code, output, url: access.url }));
    });
  });
}

function createEnvironment(access: BrokerAccess): Record<string, string> {
  return {
    ...clientEnvironment(),
    PACT_BROKER_BASE_URL: access.url,
    PACT_BROKER_HTTP_RETRIES: HTTP_RETRIES,
    ...(access.token && { PACT_BROKER_TOKEN: access.token }),
    ...(!access.token && access.username && { PACT_BROKER_USERNAME: access.username }),
    ...(!access.token && access.username && { PACT_BROKER_PASSWORD: access.password ?? '' }),
  };
}

/** The binary for this platform, by the package's own lookup. Starting it directly saves 80 ms. */
function findBinary(): string {
  try {
    return require('@pact-foundation/pact-cli/src/pact-standalone.js').standalone().pactFullPath;
  } catch (cause) {
    throw new ContractError('CLI_MISSING', `${process.platform}-${process.arch}`, { cause });
  }
}
