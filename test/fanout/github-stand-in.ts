import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { actions } from './github/actions.ts';
import { GitHubData } from './github/data.ts';
import { issues } from './github/issues.ts';
import { type Exchange, requestViolations, responseViolations } from './github/operations.ts';
import { repositories } from './github/repositories.ts';

/** A fault: what happens to a request instead of a normal response. */
export interface Fault {
  /** A pattern for the whole of method and path, e.g. `POST /repos/acme/store/.*dispatches`. */
  readonly on: string;
  /** The number of requests; default: one. */
  readonly times?: number;
  /** The request is executed nevertheless. */
  readonly executed?: boolean;
  /** The status of the response; without it the connection is closed. */
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** The request is executed, and the response is delayed. */
  readonly delayMs?: number;
  /** The request is executed; half of the body is sent, then the connection is closed. */
  readonly truncated?: boolean;
}

export interface GitHubStandIn {
  readonly url: string;
  readonly data: GitHubData;
  /** `POST /repos/…`, in the order of arrival. */
  readonly requests: string[];
  /** How the exchanges violated GitHub's OpenAPI description; tests expect none. */
  readonly violations: string[];
  readonly fault: (fault: Fault) => void;
  /** The number of dispatches that arrived, executed or not. */
  readonly dispatches: () => number;
  close(): Promise<void>;
}

/** Starts a stand-in for GitHub's API on loopback, with state; `prefix` is /api/v3 on an Enterprise Server. */
export async function startGitHub(prefix = ''): Promise<GitHubStandIn> {
  const requests: string[] = [];
  const violations: string[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const data = new GitHubData();
  const app = new Hono().route('/', actions(data)).route('/', repositories(data)).route('/', issues(data));
  app.onError((error) =>
    error instanceof HTTPException ? error.getResponse() : new Response(String(error), { status: 599 }),
  );

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const exchange = await readExchange(request, prefix);
    requests.push(`${exchange.method} ${exchange.path}`);
    violations.push(...requestViolations(exchange));
    const planned = faults.find(
      ({ fault, left }) => left > 0 && new RegExp(`^${fault.on}$`).test(requests.at(-1) ?? ''),
    );
    if (planned) planned.left -= 1;
    const fault = planned?.fault;
    const executes = !fault || fault.executed || fault.truncated || fault.delayMs;
    const normal = executes ? await app.fetch(toRequest(exchange)) : undefined;
    const body = (await normal?.text()) ?? '';
    await setTimeout(fault?.delayMs ?? 0);
    if (normal) violations.push(...responseViolations(exchange, normal.status, body));
    if (fault?.truncated)
      return response
        .writeHead(200, { 'content-length': body.length })
        .write(body.slice(0, body.length / 2), () => response.destroy());
    if (fault && !fault.delayMs) return respondWithFault(response, fault);
    response.writeHead(normal?.status ?? 599, Object.fromEntries(normal?.headers ?? [])).end(body);
  };

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    data,
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

async function readExchange(request: IncomingMessage, prefix: string): Promise<Exchange> {
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

function toRequest({ method, path, query, headers, body }: Exchange): Request {
  const url = `http://${headers.host}${path}?${query}`;
  return new Request(url, { method, headers: headers as Record<string, string>, ...(body && { body }) });
}

function respondWithFault(
  response: ServerResponse,
  { status, headers = {}, body = { message: 'Server Error' } }: Fault,
) {
  if (!status) return response.destroy();
  const isPage = typeof body === 'string';
  const type = isPage ? 'text/html' : 'application/json';
  return response.writeHead(status, { 'content-type': type, ...headers }).end(isPage ? body : JSON.stringify(body));
}
