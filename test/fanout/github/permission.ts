import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Repository, Token, World } from './world.ts';

/** GitHub's refusals are JSON with a message; a 403 names what is missing. */
export function refuse(
  status: 401 | 403 | 404 | 422 | 400,
  message: string,
  headers: Record<string, string> = {},
): never {
  const body = JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) });
  const type = { 'content-type': 'application/json; charset=utf-8' };
  throw new HTTPException(status, { res: new Response(body, { status, headers: { ...type, ...headers } }) });
}

/** The token of a request; without a good one GitHub answers 401. */
export function tokenOf(world: World, c: Context): Token {
  const [, text = ''] = /^(?:token|bearer) (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const token = world.tokens.get(text) ?? refuse(401, 'Bad credentials');
  if (token.expires) c.header('github-authentication-token-expiration', token.expires);
  if (token.scopes !== undefined) c.header('x-oauth-scopes', token.scopes);
  return token;
}

/** The repository of a request, if the token may do this there (`actions=write`); what is public, everyone may read. */
export function repositoryFor(world: World, c: Context, permission: string): Repository & { fullName: string } {
  const fullName = `${c.req.param('owner')}/${c.req.param('repo')}`;
  const token = tokenOf(world, c);
  const repository = world.repositories.get(fullName.toLowerCase());
  const granted = token.may[fullName] ?? token.may['*'];
  if (!repository || (repository.isPrivate && !granted)) return refuse(404, 'Not Found');
  const [name, level] = permission.split('=');
  const may = granted?.some((one) => one === `${name}=write` || one === permission);
  if (may || (level === 'read' && !repository.isPrivate)) return { ...repository, fullName };
  const accepted = token.scopes === undefined ? { 'x-accepted-github-permissions': permission } : scopes(token);
  return refuse(403, 'Resource not accessible by personal access token', accepted);
}

function scopes({ scopes: granted = '' }: Token): Record<string, string> {
  return { 'x-oauth-scopes': granted, 'x-accepted-oauth-scopes': 'repo' };
}
