import type { Config } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import type { GitHubAccess } from './github.ts';

/**
 * The access that starts workflows: the GitHub App if one is configured, else REPO_TOKEN.
 * @throws ContractError GITHUB_TOKEN_MISSING
 */
export function targetsAccess(config: Config): GitHubAccess {
  const { GITHUB_API_URL: url, GITHUB_APP_ID: appId, REPO_TOKEN: token } = config;
  const { GITHUB_APP_PRIVATE_KEY: privateKey, GITHUB_APP_INSTALLATION_ID: installationId } = config;
  if (appId && privateKey) return { url, app: { appId, privateKey, installationId } };
  if (token) return { url, token };
  throw new ContractError('GITHUB_TOKEN_MISSING', 'REPO_TOKEN or a GitHub App');
}

/** The access to core's own repository: GITHUB_TOKEN if set, else the same. */
export function ownAccess(config: Config): GitHubAccess {
  const { GITHUB_API_URL: url, GITHUB_TOKEN: token } = config;
  return token ? { url, token } : targetsAccess(config);
}
