import { ContractError } from '../../config/errors.ts';

/** Optional packages, which only requests to GitHub need. */
const packages = [
  '@octokit/rest',
  '@octokit/auth-app',
  '@octokit/plugin-retry',
  '@octokit/plugin-throttling',
  'bottleneck',
];

/**
 * The connection to GitHub, loaded when it is needed.
 * @throws ContractError PACKAGE_MISSING
 */
export async function loadGitHub(): Promise<typeof import('../../fanout/github.ts')> {
  try {
    return await import('../../fanout/github.ts');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name] = (code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package '([^']+)'/.exec(message)) || [];
    if (name === undefined || !packages.includes(name)) throw error;
    throw new ContractError('PACKAGE_MISSING', `${name}: npm install ${packages.join(' ')}`, { cause: error });
  }
}
