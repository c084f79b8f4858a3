import { Hono } from 'hono';
import type { GitHubData } from './data.ts';
import { repositoryFor, throwHttpError } from './permission.ts';

/** Issues, and comments on them and on pull requests. */
export function issues(world: GitHubData): Hono {
  const app = new Hono();
  const number = () => 100 + world.issues.length;

  app.get('/repos/:owner/:repo/issues', (c) => {
    const { fullName, pulls } = repositoryFor(world, c, 'issues=read');
    const open = world.issues.filter(({ repository, state }) => repository === fullName && state === 'open');
    const requests = pulls.map((pull) => ({
      number: pull.number,
      title: 'a pull request',
      body: null,
      pull_request: {},
    }));
    return paged(c.req.url, [...requests, ...open]);
  });

  app.post('/repos/:owner/:repo/issues', async (c) => {
    const { fullName } = repositoryFor(world, c, 'issues=write');
    const issue = { number: number(), repository: fullName, state: 'open', ...(await c.req.json()) };
    world.issues.push(issue);
    return c.json({ ...issue, html_url: `https://github.test/${fullName}/issues/${issue.number}` }, 201);
  });

  app.patch('/repos/:owner/:repo/issues/:number', async (c) => {
    const { fullName } = repositoryFor(world, c, 'issues=write');
    const issue = world.issues.find(
      (one) => one.repository === fullName && one.number === Number(c.req.param('number')),
    );
    if (!issue) return throwHttpError(404, 'Not Found');
    Object.assign(issue, await c.req.json());
    return c.json({ ...issue, html_url: `https://github.test/${fullName}/issues/${issue.number}` });
  });

  app.get('/repos/:owner/:repo/issues/:number/comments', (c) => {
    const { fullName } = repositoryFor(world, c, 'issues=read');
    const issue = Number(c.req.param('number'));
    return paged(
      c.req.url,
      world.comments.filter((one) => one.repository === fullName && one.issue === issue),
    );
  });

  app.post('/repos/:owner/:repo/issues/:number/comments', async (c) => {
    const { fullName } = repositoryFor(world, c, 'pull_requests=write');
    const { body } = await c.req.json();
    const comment = {
      id: 500 + world.comments.length,
      repository: fullName,
      issue: Number(c.req.param('number')),
      body,
    };
    world.comments.push(comment);
    return c.json(comment, 201);
  });

  app.patch('/repos/:owner/:repo/issues/comments/:id', async (c) => {
    repositoryFor(world, c, 'pull_requests=write');
    const comment =
      world.comments.find(({ id }) => id === Number(c.req.param('id'))) ?? throwHttpError(404, 'Not Found');
    Object.assign(comment, await c.req.json());
    return c.json(comment);
  });

  return app;
}

/** One page of a list, with a link to the next page. */
function paged(address: string, all: readonly unknown[]): Response {
  const url = new URL(address);
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const page = Number(url.searchParams.get('page') ?? 1);
  url.searchParams.set('page', String(page + 1));
  const link: Record<string, string> = all.length > page * size ? { link: `<${url}>; rel="next"` } : {};
  return Response.json(all.slice((page - 1) * size, page * size), { headers: link });
}
