import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import type { GitHub } from '../github.ts';
import type { GitHubAccess, GitHubApp } from '../github-access.ts';
import { parseResponse } from '../response.ts';
import { type Expiry, parseExpiry } from './expiry.ts';

/** The owner and the expiry of a token. */
export interface Identity {
  /** E.g. "a fine-grained token of ann". */
  readonly description: string;
  readonly expiry: Expiry;
}

/**
 * Reads the owner and the expiry of the token from GitHub.
 * @throws ContractError GITHUB_UNAUTHORIZED when it is invalid or expired, GITHUB_…
 */
export async function identify(github: GitHub, { app, token = '' }: GitHubAccess): Promise<Identity> {
  return app ? identifyApp(github, app) : identifyToken(github, token);
}

async function identifyApp(github: GitHub, { installationId }: GitHubApp): Promise<Identity> {
  const { slug } = await parseResponse(
    'the GitHub App',
    z.object({ slug: z.string() }),
    github.rest.apps.getAuthenticated(),
  );
  if (installationId)
    await parseResponse(
      'the installation of the GitHub App',
      z.object({ type: z.literal('token') }),
      installationToken(github),
    );
  return { description: `the GitHub App ${slug}`, expiry: { kind: 'hourly' } };
}

async function installationToken(github: GitHub): Promise<{ data: unknown }> {
  return { data: await github.auth({ type: 'installation' }) };
}

async function identifyToken(github: GitHub, token: string): Promise<Identity> {
  const response = github.rest.users.getAuthenticated();
  const user = await parseResponse('the user of the token', z.object({ login: z.string() }), response).catch(
    undefinedIfForbidden,
  );
  if (!user) return { description: "an installation's token", expiry: { kind: 'hourly' } };
  const { headers } = await response;
  const header = headers['github-authentication-token-expiration'];
  return {
    description: `a ${tokenKind(token, headers['x-oauth-scopes'])} token of ${user.login}`,
    expiry: parseExpiry(header === undefined ? undefined : String(header)),
  };
}

function tokenKind(token: string, scopes: unknown): string {
  if (token.startsWith('github_pat_')) return 'fine-grained';
  return scopes === undefined ? 'personal' : 'classic';
}

/** An installation has no user: GitHub responds with 403. */
function undefinedIfForbidden(error: unknown): undefined {
  if (error instanceof ContractError && error.code === 'GITHUB_FORBIDDEN') return undefined;
  throw error;
}
