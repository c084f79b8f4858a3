import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import { ask } from '../ask.ts';
import type { GitHub, GitHubAccess, GitHubApp } from '../github.ts';
import { type Expiry, readExpiry } from './expiry.ts';

/** The owner and the expiry of a token. */
export interface Identity {
  /** E.g. "a fine-grained token of ann". */
  readonly who: string;
  readonly expiry: Expiry;
}

/**
 * Asks GitHub for the owner of the token.
 * @throws ContractError GITHUB_UNAUTHORIZED when it is not valid (any more), GITHUB_…
 */
export async function identify(github: GitHub, { app, token = '' }: GitHubAccess): Promise<Identity> {
  return app ? identifyApp(github, app) : identifyToken(github, token);
}

async function identifyApp(github: GitHub, { installationId }: GitHubApp): Promise<Identity> {
  const { slug } = await ask('the GitHub App', z.object({ slug: z.string() }), github.rest.apps.getAuthenticated());
  if (installationId)
    await ask('the installation of the GitHub App', z.object({ type: z.literal('token') }), installationToken(github));
  return { who: `the GitHub App ${slug}`, expiry: { kind: 'hourly' } };
}

async function installationToken(github: GitHub): Promise<{ data: unknown }> {
  return { data: await github.auth({ type: 'installation' }) };
}

async function identifyToken(github: GitHub, token: string): Promise<Identity> {
  const answer = github.rest.users.getAuthenticated();
  const asked = ask('the user of the token', z.object({ login: z.string() }), answer);
  const user = await asked.catch(unlessNobodys);
  if (!user) return { who: "an installation's token", expiry: { kind: 'hourly' } };
  const { headers } = await answer;
  const header = headers['github-authentication-token-expiration'];
  const kind = token.startsWith('github_pat_')
    ? 'fine-grained'
    : headers['x-oauth-scopes'] === undefined
      ? 'personal'
      : 'classic';
  return {
    who: `a ${kind} token of ${user.login}`,
    expiry: readExpiry(header === undefined ? undefined : String(header)),
  };
}

/** Installations have no user: GitHub answers 403. */
function unlessNobodys(error: unknown): undefined {
  if (error instanceof ContractError && error.code === 'GITHUB_FORBIDDEN') return undefined;
  throw error;
}
