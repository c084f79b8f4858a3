import type { Random } from '../../differential/random.ts';
import { invalidBody } from './bodies.ts';
import { invalidName, invalidSegment } from './invalid-values.ts';

export interface InvalidRequest {
  readonly method: string;
  /** Sent without further encoding. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | undefined;
}

/** A resource's path with parameters, and its methods. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

const otherMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'LINK', 'PURGE'];

/** Values that exist in the broker, so that not every response is a 404. */
const existingValues: Record<string, readonly string[]> = {
  pacticipant: ['heron', 'core'],
  consumer: ['heron'],
  provider: ['core'],
  version: ['1', '2', '11'],
  branch: ['main'],
  tag: ['dev'],
  label: ['bird'],
  number: ['1'],
};

/** A request to one of a broker's routes, mostly with at least one invalid part. */
export function invalidRequest(random: Random, routes: readonly Route[], uuids: readonly string[]): InvalidRequest {
  const route = random.pick(routes);
  const path = route.path
    .replace(
      /\/?:(\w+)(\{[^}]+\})?(\?)?/g,
      (whole, name: string) => `${whole.startsWith('/') ? '/' : ''}${pathParameter(random, name, uuids)}`,
    )
    .replace(/\*/g, () => invalidSegment(random));
  const method = random.chance(0.95) ? random.pick(route.methods) : random.pick(otherMethods);
  const body = ['GET', 'HEAD', 'OPTIONS'].includes(method) || random.chance(0.1) ? undefined : invalidBody(random);
  return { method, path: path + query(random), headers: headers(random, method), body };
}

function pathParameter(random: Random, name: string, uuids: readonly string[]): string {
  const values = name === 'uuid' ? uuids : existingValues[name];
  return values && random.chance(0.85) ? random.pick(values) : invalidSegment(random);
}

const parameters = [
  'q',
  'q[]',
  'q[][pacticipant]',
  'q[][version]',
  'q[][latest]',
  'q[][tag]',
  'q[][branch]',
  'q[][environment]',
  'q[a][b]',
  'latestby',
  'limit',
  'tag',
  'environment',
  'branch',
  'pacticipant',
  'version',
  'to',
  'latest',
  'mainBranch',
  'ignore[][pacticipant]',
  'page',
  'size',
  'pageNumber',
  'pageSize',
  'name',
  'applicationInstance',
  'success',
  'provider_version_branch',
  'consumer_version_selectors[][tag]',
  'consumer_version_selectors[]',
  'exclude[]',
  'include_pending_status',
  'include_wip_pacts_since',
  'provider_version_tags[]',
  '[]',
  '[',
  'a[',
  'a[[]]',
  '__proto__[x]',
];

function query(random: Random): string {
  if (random.chance(0.5)) return random.chance(0.1) ? '?' : '';
  const pairs = Array.from({ length: random.between(1, 4) }, () => {
    const value = random.chance(0.4)
      ? random.pick(['heron', 'core', '1', 'main', 'true', 'prod'])
      : invalidSegment(random);
    return `${random.pick(parameters)}${random.chance(0.9) ? '=' : ''}${value.replace(/#/g, '%23')}`;
  });
  return `?${pairs.join(random.pick(['&', '&', '&', ';', '&&']))}`;
}

function headers(random: Random, method: string): Record<string, string> {
  const type = random.weighted([
    [8, method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'],
    [1, 'application/json;charset=utf-16'],
    [1, 'text/plain'],
    [1, 'multipart/form-data'],
  ]);
  const accept = random.weighted([
    [8, 'application/hal+json'],
    [2, '*/*'],
    [1, 'application/problem+json'],
    [1, 'text/plain'],
    [
      1,
      invalidName(random)
        .replace(/[^\x21-\x7e]/g, '')
        .slice(0, 2_000) || ',',
    ],
  ]);
  return { accept, ...(random.chance(0.95) && { 'content-type': type }) };
}
