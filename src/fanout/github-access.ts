/** Which credentials are used for which repositories of GitHub, and the name of this tool there. */
import type { Config } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';

/** A GitHub App. Takes precedence over a token, because its tokens expire after an hour and are renewed automatically. */
export interface GitHubApp {
  readonly appId: string;
  readonly privateKey: string;
  /** Its installation; by default, the installation on each repository is looked up. */
  readonly installationId?: string | undefined;
}

/** The address of GitHub's API (github.com or an Enterprise Server), and credentials for it. */
export interface GitHubAccess {
  /** Base URL of the API, without a trailing slash. */
  readonly url: string;
  /** A personal access token, fine-grained or classic, or an installation's token. */
  readonly token?: string | undefined;
  /** Takes precedence over `token`. */
  readonly app?: GitHubApp | undefined;
}

/** The user agent of requests, and the prefix of the markers in comments and issues. */
export const TOOL_NAME = 'contract-tests';

/**
 * The access for starting workflows in the targets: the GitHub App if one is configured, else REPO_TOKEN.
 * @throws ContractError GITHUB_TOKEN_MISSING
 */
export function accessToTargets(config: Config): GitHubAccess {
  const { GITHUB_API_URL: url, GITHUB_APP_ID: appId, REPO_TOKEN: token } = config;
  const { GITHUB_APP_PRIVATE_KEY: privateKey, GITHUB_APP_INSTALLATION_ID: installationId } = config;
  if (appId && privateKey) return { url, app: { appId, privateKey, installationId } };
  if (token) return { url, token };
  throw new ContractError('GITHUB_TOKEN_MISSING', 'REPO_TOKEN or a GitHub App');
}

/**
 * The access to the repository of core, for reporting results: GITHUB_TOKEN if set, else the same as `accessToTargets`.
 * @throws ContractError GITHUB_TOKEN_MISSING
 */
export function accessToCore(config: Config): GitHubAccess {
  const { GITHUB_API_URL: url, GITHUB_TOKEN: token } = config;
  return token ? { url, token } : accessToTargets(config);
}
