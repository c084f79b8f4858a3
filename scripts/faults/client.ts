import { contract } from '../support/history.ts';

/** A broker did not answer with success. */
export class RequestFailedError extends Error {
  readonly status: number;
  /** When to come back, if it has said so. */
  readonly retryAfter: string | null;

  constructor(response: Response, what: string) {
    super(what);
    this.status = response.status;
    this.retryAfter = response.headers.get('retry-after');
  }
}

/** The broker went away before it had answered: nothing is known of what was asked. */
export function isConnectionLost(error: unknown): boolean {
  return /^(fetch failed|terminated|other side closed)$/.test((error as Error).message);
}

/** @throws Refused for anything but success */
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

/** Publishes a version with a pact with `core`, a branch and a tag; gives the pact's path. */
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

/** Posts that a version of `core` satisfies a pact; gives the result's path. */
export async function recordResult(url: string, pact: string, number: string): Promise<string> {
  const { _links } = (await (await send(url, 'GET', pact)).json()) as { _links: Record<string, { href: string }> };
  const target = new URL(_links['pb:publish-verification-results']?.href ?? '').pathname;
  const { headers } = await send(url, 'POST', target, { success: true, providerApplicationVersion: number });
  return new URL(headers.get('location') ?? '').pathname;
}

/** Puts a version of `core` on a branch; gives the path of its place there. */
export async function putOnBranch(url: string, number: string): Promise<string> {
  const path = `/pacticipants/core/branches/main/versions/${number}`;
  await send(url, 'PUT', path, {});
  return path;
}

/** Publishes, records results and adds to branches until it is told to stop; each path that must be there from then on is noted. */
export async function writeUntil(
  url: string,
  name: string,
  answered: string[],
  shouldContinue: () => boolean,
): Promise<void> {
  for (let i = 0; shouldContinue(); i += 1) {
    const number = `${name}-${i}`;
    const pact = await publish(url, number);
    answered.push(pact);
    answered.push(await recordResult(url, pact, number));
    answered.push(await putOnBranch(url, number));
  }
}

/** Those of the paths where nothing is. */
export async function findMissing(url: string, paths: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (let from = 0; from < paths.length; from += 50) {
    const some = paths.slice(from, from + 50);
    const found = await Promise.all(some.map(async (path) => ((await fetch(url + path)).ok ? [] : [path])));
    lost.push(...found.flat());
  }
  return lost;
}
