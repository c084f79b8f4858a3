import { contract } from '../support/contract.ts';

/** The response of a broker was no success. */
export class RequestFailedError extends Error {
  readonly status: number;
  /** The Retry-After header. */
  readonly retryAfter: string | null;

  constructor(response: Response, what: string) {
    super(what);
    this.status = response.status;
    this.retryAfter = response.headers.get('retry-after');
  }
}

/** Whether the connection ended before the response: the outcome of the request is unknown. */
export function isConnectionLost(error: unknown): boolean {
  return /^(fetch failed|terminated|other side closed)$/.test((error as Error).message);
}

/** Sends a request. @throws RequestFailedError for a 4xx or 5xx */
export async function send(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
  const response = await fetch(url + path, { method, ...sent });
  if (response.status < 400) return response;
  throw new RequestFailedError(
    response,
    `${method} ${path}: ${response.status} ${(await response.text()).slice(0, 300)}`,
  );
}

/** Publishes a version with a pact with `core`, a branch and a tag; returns the pact's path. */
export async function publish(url: string, number: string, consumer = 'pipeline'): Promise<string> {
  await send(url, 'POST', '/contracts/publish', {
    pacticipantName: consumer,
    pacticipantVersionNumber: number,
    branch: 'main',
    tags: ['dev'],
    contracts: [contract(consumer, 'core', { interactions: [{ description: number }] })],
  });
  return `/pacts/provider/core/consumer/${consumer}/version/${number}`;
}

/** Posts a successful result of a version of `core` for a pact; returns the result's path. */
export async function recordResult(url: string, pact: string, number: string): Promise<string> {
  const { _links } = (await (await send(url, 'GET', pact)).json()) as { _links: Record<string, { href: string }> };
  const target = new URL(_links['pb:publish-verification-results']?.href ?? '').pathname;
  const { headers } = await send(url, 'POST', target, { success: true, providerApplicationVersion: number });
  return new URL(headers.get('location') ?? '').pathname;
}

/** Puts a version of `core` on a branch; returns the path of the branch version. */
export async function putOnBranch(url: string, number: string): Promise<string> {
  const path = `/pacticipants/core/branches/main/versions/${number}`;
  await send(url, 'PUT', path, {});
  return path;
}

/** Publishes, posts results and adds versions to branches while `shouldContinue`; adds the path of each successful write to `written`. */
export async function writeUntil(
  url: string,
  name: string,
  written: string[],
  shouldContinue: () => boolean,
): Promise<void> {
  for (let i = 0; shouldContinue(); i += 1) {
    const number = `${name}-${i}`;
    const pact = await publish(url, number);
    written.push(pact);
    written.push(await recordResult(url, pact, number));
    written.push(await putOnBranch(url, number));
  }
}

/** The paths that do not exist. */
export async function findMissing(url: string, paths: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (let from = 0; from < paths.length; from += 50) {
    const some = paths.slice(from, from + 50);
    const found = await Promise.all(some.map(async (path) => ((await fetch(url + path)).ok ? [] : [path])));
    lost.push(...found.flat());
  }
  return lost;
}
