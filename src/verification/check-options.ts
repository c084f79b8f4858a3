/** Checks of what a caller passes to verifyProvider, before the official verifier runs: its own errors do not name the option. */
import { connect } from 'node:net';
import { ContractError, withoutCredentials } from '../config/errors.ts';

/** How long a provider has to accept a connection. */
const CONNECT_TIMEOUT_MS = 5000;

interface CheckedOptions {
  readonly provider: string;
  readonly version: string;
  readonly baseUrl?: string | undefined;
}

const optionNames = [
  ...['provider', 'version', 'branch', 'broker', 'pactFile', 'publish', 'buildUrl', 'timeoutMs'],
  ...['baseUrl', 'headers', 'stateHandlers', 'messages'],
];

/**
 * Rejects options with which no verification can succeed.
 * @throws ContractError USAGE: an option is unknown, the provider or version is missing, or baseUrl is not a URL; PROVIDER_UNREACHABLE: nothing listens there
 */
export async function checkOptions(options: CheckedOptions): Promise<void> {
  const { provider, version, baseUrl } = options;
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined)
    throw new ContractError('USAGE', `verifyProvider has no option ${unknown}: it has ${optionNames.join(', ')}`);
  for (const [name, value] of Object.entries({ provider, version }))
    if (typeof value !== 'string' || value === '') throw new ContractError('USAGE', `verifyProvider needs a ${name}`);
  if (baseUrl !== undefined) await checkReachable(baseUrl);
}

async function checkReachable(baseUrl: string): Promise<void> {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new ContractError(
      'USAGE',
      `baseUrl is not a URL of http or https, such as http://127.0.0.1:8080: ${withoutCredentials(baseUrl)}`,
    );
  const problem = await connectionProblem(url);
  if (problem) throw new ContractError('PROVIDER_UNREACHABLE', `${url.origin} (${problem})`);
}

/** Why no connection to the host can be made; undefined if one can. */
function connectionProblem({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const end = (problem?: string) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => end(`no connection within ${CONNECT_TIMEOUT_MS / 1000} s`));
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
