import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { GitHubData, Repository, Token } from './data.ts';

/** Responds with JSON and a message, as GitHub does for errors. */
export function throwHttpError(
  status: 401 | 403 | 404 | 422 | 400,
  message: string,
  headers: Record<string, string> = {},
): never {
  const body = JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) });
  const type = { 'content-type': 'application/json; charset=utf-8' };
  throw new HTTPException(status, { res: new Response(body, { status, headers: { ...type, ...headers } }) });
}

/** The token of a request; 401 without a valid one. */
export function tokenOf(world: GitHubData, c: Context): Token {
  const [, text = ''] = /^(?:token|bearer) (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const token = world.tokens.get(text) ?? throwHttpError(401, 'Bad credentials');
  if (token.expires) c.header('github-authentication-token-expiration', token.expires);
  if (token.scopes !== undefined) c.header('x-oauth-scopes', token.scopes);
  return token;
}

/** The repository of a request; 403 or 404 unless the token has the permission (`actions=write`). Every token may read a public repository. */
export function repositoryFor(world: GitHubData, c: Context, permission: string): Repository & { fullName: string } {
  const fullName = `${c.req.param('owner')}/${c.req.param('repo')}`;
  const token = tokenOf(world, c);
  const repository = world.repositories.get(fullName.toLowerCase());
  const granted = token.permissions[fullName] ?? token.permissions['*'];
  if (!repository || (repository.isPrivate && !granted)) return throwHttpError(404, 'Not Found');
  const [name, level] = permission.split('=');
  const isGranted = granted?.some((one) => one === `${name}=write` || one === permission);
  if (isGranted || (level === 'read' && !repository.isPrivate)) return { ...repository, fullName };
  const accepted = token.scopes === undefined ? { 'x-accepted-github-permissions': permission } : scopeHeaders(token);
  return throwHttpError(403, 'Resource not accessible by personal access token', accepted);
}

function scopeHeaders({ scopes: granted = '' }: Token): Record<string, string> {
  return { 'x-oauth-scopes': granted, 'x-accepted-oauth-scopes': 'repo' };
}
