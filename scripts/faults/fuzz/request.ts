import type { Random } from '../../differential/random.ts';
import { oddBody } from './bodies.ts';
import { oddName, oddSegment } from './odd.ts';

export interface OddRequest {
  readonly method: string;
  /** As it goes over the wire. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | undefined;
}

/** A resource's path, with names for its parts, and the methods that it has. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

const otherMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'LINK', 'PURGE'];

/** What is there, so that not everything ends with a 404. */
const known: Record<string, readonly string[]> = {
  pacticipant: ['heron', 'core'],
  consumer: ['heron'],
  provider: ['core'],
  version: ['1', '2', '11'],
  branch: ['main'],
  tag: ['dev'],
  label: ['bird'],
  number: ['1'],
};

/** A request to one of a broker's routes, odd in at least one way mostly. */
export function oddRequest(random: Random, routes: readonly Route[], uuids: readonly string[]): OddRequest {
  const route = random.pick(routes);
  const path = route.path
    .replace(
      /\/?:(\w+)(\{[^}]+\})?(\?)?/g,
      (whole, name: string) => `${whole.startsWith('/') ? '/' : ''}${part(random, name, uuids)}`,
    )
    .replace(/\*/g, () => oddSegment(random));
  const method = random.chance(0.95) ? random.pick(route.methods) : random.pick(otherMethods);
  const body = ['GET', 'HEAD', 'OPTIONS'].includes(method) || random.chance(0.1) ? undefined : oddBody(random);
  return { method, path: path + query(random), headers: headers(random, method), body };
}

function part(random: Random, name: string, uuids: readonly string[]): string {
  const values = name === 'uuid' ? uuids : known[name];
  return values && random.chance(0.85) ? random.pick(values) : oddSegment(random);
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
    const value = random.chance(0.4) ? random.pick(['heron', 'core', '1', 'main', 'true', 'prod']) : oddSegment(random);
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
      oddName(random)
        .replace(/[^\x21-\x7e]/g, '')
        .slice(0, 2_000) || ',',
    ],
  ]);
  return { accept, ...(random.chance(0.95) && { 'content-type': type }) };
}
