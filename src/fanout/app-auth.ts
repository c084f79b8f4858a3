import { createAppAuth } from '@octokit/auth-app';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

type AppAuth = ReturnType<typeof createAppAuth>;
type Options = Parameters<typeof createAppAuth>[0];

const Installation = z.object({ id: z.int() });

/**
 * Authenticates each request as the App's installation on its repository: an installation belongs to one owner, and the targets may have
 * several owners. A request without a repository is authenticated as the App itself.
 */
export function authByRepository(options: Options): AppAuth {
  const app = createAppAuth(options);
  const installations = new Map<number, AppAuth>();
  const repositories = new Map<string, Promise<AppAuth>>();

  const findInstallation = async (
    request: Parameters<AppAuth['hook']>[0],
    { owner, repo, headers }: RepositoryRequest,
  ): Promise<AppAuth> => {
    const version = headers['x-github-api-version'];
    const { data } = await app.hook(request, 'GET /repos/{owner}/{repo}/installation', {
      owner,
      repo,
      ...(version !== undefined && { headers: { 'x-github-api-version': version } }),
    });
    const { success, data: installation, error } = Installation.safeParse(data);
    if (!success)
      throw new ContractError(
        'GITHUB_RESPONSE_INVALID',
        `the installation on ${owner}/${repo}: ${z.prettifyError(error)}`,
      );
    const { id } = installation;
    const auth = installations.get(id) ?? createAppAuth({ ...options, installationId: id });
    installations.set(id, auth);
    return auth;
  };

  const hook: AppAuth['hook'] = async (request, route, parameters) => {
    const merged = request.endpoint.merge(route as string, parameters) as Partial<RepositoryRequest>;
    if (!isRepositoryRequest(merged)) return app.hook(request, route as string, parameters);
    const key = `${merged.owner}/${merged.repo}`.toLowerCase();
    const auth = repositories.get(key) ?? findInstallation(request, merged);
    repositories.set(key, auth);
    auth.catch(() => repositories.delete(key)); // the next request retries
    return (await auth).hook(request, route as string, parameters);
  };
  return Object.assign(app.bind(undefined), { hook }) as AppAuth;
}

/** A request whose URL contains a repository. */
interface RepositoryRequest {
  readonly owner: string;
  readonly repo: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

function isRepositoryRequest(request: Partial<RepositoryRequest>): request is RepositoryRequest {
  return typeof request.owner === 'string' && typeof request.repo === 'string';
}
