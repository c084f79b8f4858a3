import { verify } from 'node:crypto';
import { Hono } from 'hono';
import type { GitHubData } from './data.ts';
import { repositoryFor, throwHttpError, tokenOf } from './permission.ts';

/** Repositories, commits and their statuses; the authenticated user and App. */
export function repositories(world: GitHubData): Hono {
  const app = new Hono();

  app.get('/repos/:owner/:repo', (c) => {
    const { fullName, isPrivate, defaultBranch } = repositoryFor(world, c, 'metadata=read');
    return c.json({ full_name: fullName, private: isPrivate, default_branch: defaultBranch, archived: false });
  });

  app.get('/repos/:owner/:repo/commits/:ref', (c) => {
    const { refs } = repositoryFor(world, c, 'contents=read');
    const ref = c.req.param('ref');
    const sha = refs[ref] ?? Object.values(refs).find((one) => one.startsWith(ref));
    if (!sha) return throwHttpError(422, `No commit found for SHA: ${ref}`);
    return c.body(sha, 200, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
  });

  app.get('/repos/:owner/:repo/commits/:sha/pulls', (c) => {
    const { pulls } = repositoryFor(world, c, 'pull_requests=read');
    return c.json(pulls.filter(({ sha }) => sha === c.req.param('sha')));
  });

  app.post('/repos/:owner/:repo/statuses/:sha', async (c) => {
    const { fullName } = repositoryFor(world, c, 'statuses=write');
    const status = { repository: fullName, sha: c.req.param('sha'), ...(await c.req.json()) };
    if (status.description.length > 140) throwHttpError(422, 'Validation Failed');
    world.statuses.push(status);
    return c.json(status, 201);
  });

  app.get('/user', (c) => {
    const { login } = tokenOf(world, c);
    return login ? c.json({ login }) : throwHttpError(403, 'Resource not accessible by integration');
  });

  app.get('/app', (c) => {
    appOf(world, c.req.header('authorization'));
    return c.json({ slug: 'fan-out-app' });
  });

  app.get('/repos/:owner/:repo/installation', (c) => {
    const { installations } = appOf(world, c.req.header('authorization'));
    const { id } =
      installations.find(({ owner }) => owner === c.req.param('owner')) ?? throwHttpError(404, 'Not Found');
    return c.json({ id: Number(id) });
  });

  app.post('/app/installations/:id/access_tokens', (c) => {
    const { installations } = appOf(world, c.req.header('authorization'));
    const installation = installations.find(({ id }) => id === c.req.param('id')) ?? throwHttpError(404, 'Not Found');
    return c.json({ token: installation.token, expires_at: new Date(Date.now() + 3_600_000).toISOString() }, 201);
  });

  return app;
}

/** The App, if the request has a JSON web token that is signed with its key. */
function appOf({ app }: GitHubData, authorization = '') {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^bearer /i, '').split('.');
  if (!app || !verify('sha256', Buffer.from(`${head}.${claims}`), app.publicKey, Buffer.from(signature, 'base64url'))) {
    return throwHttpError(401, 'A JSON web token could not be decoded');
  }
  const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return String(iss) === app.id ? app : throwHttpError(404, 'Integration not found');
}
