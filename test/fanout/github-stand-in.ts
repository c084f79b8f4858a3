import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { actions } from './github/actions.ts';
import { issues } from './github/issues.ts';
import { type Exchange, wrongWithAnswer, wrongWithRequest } from './github/operations.ts';
import { repositories } from './github/repositories.ts';
import { World } from './github/world.ts';

/** What goes wrong with a request, instead of its answer or after it was done. */
export interface Fault {
  /** E.g. `POST /repos/acme/store/.*dispatches`; the whole of method and path must match. */
  readonly on: string;
  /** How many requests; once when left out. */
  readonly times?: number;
  /** GitHub did what it was asked for all the same. */
  readonly done?: boolean;
  /** Answer so; without a status the connection is cut. */
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Do it, and answer so much later. */
  readonly delayMs?: number;
  /** Send half of the body, then cut. */
  readonly half?: boolean;
}

export interface GitHubStandIn {
  readonly url: string;
  readonly world: World;
  /** `POST /repos/…`, in the order in which they came. */
  readonly requests: string[];
  /** In which ways the exchanges were not as GitHub's OpenAPI description has them; to be empty. */
  readonly violations: string[];
  readonly fault: (fault: Fault) => void;
  /** How many dispatches arrived, whatever became of them. */
  readonly dispatches: () => number;
  close(): Promise<void>;
}

/** Starts a small GitHub on loopback that keeps state; `prefix` is /api/v3 on an Enterprise Server. */
export async function startGitHub(prefix = ''): Promise<GitHubStandIn> {
  const [requests, violations, faults]: [string[], string[], { fault: Fault; left: number }[]] = [[], [], []];
  const world = new World();
  const app = new Hono().route('/', actions(world)).route('/', repositories(world)).route('/', issues(world));
  app.onError((error) =>
    error instanceof HTTPException ? error.getResponse() : new Response(String(error), { status: 599 }),
  );

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const exchange = await read(request, prefix);
    requests.push(`${exchange.method} ${exchange.path}`);
    violations.push(...wrongWithRequest(exchange));
    const planned = faults.find(
      ({ fault, left }) => left > 0 && new RegExp(`^${fault.on}$`).test(requests.at(-1) ?? ''),
    );
    if (planned) planned.left -= 1;
    const fault = planned?.fault;
    const goesOn = !fault || fault.done || fault.half || fault.delayMs;
    const done = goesOn ? await app.fetch(asFetched(exchange)) : undefined;
    const body = (await done?.text()) ?? '';
    await setTimeout(fault?.delayMs ?? 0);
    if (done) violations.push(...wrongWithAnswer(exchange, done.status, body));
    if (fault?.half)
      return response
        .writeHead(200, { 'content-length': body.length })
        .write(body.slice(0, body.length / 2), () => response.destroy());
    if (fault && !fault.delayMs) return fail(response, fault);
    response.writeHead(done?.status ?? 599, Object.fromEntries(done?.headers ?? [])).end(body);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    world,
    requests,
    violations,
    fault: (fault) => faults.push({ fault, left: fault.times ?? 1 }),
    dispatches: () => requests.filter((one) => one.endsWith('/dispatches')).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage, prefix: string): Promise<Exchange> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://github.test');
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : `outside ${prefix}: ${pathname}`;
  return {
    method: request.method ?? '',
    path,
    query: searchParams,
    headers: request.headers,
    body: await text(request),
  };
}

function asFetched({ method, path, query, headers, body }: Exchange): Request {
  const url = `http://${headers.host}${path}?${query}`;
  return new Request(url, { method, headers: headers as Record<string, string>, ...(body && { body }) });
}

function fail(response: ServerResponse, { status, headers = {}, body = { message: 'Server Error' } }: Fault) {
  if (!status) return response.destroy();
  const [type, text] = typeof body === 'string' ? ['text/html', body] : ['application/json', JSON.stringify(body)];
  return response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}
