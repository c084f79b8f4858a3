import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback with the given answers, for responses that no broker sends. */
export interface TestServer {
  readonly url: string;
  /** The received requests: `GET /matrix?…`. */
  readonly requests: string[];
  /** The received Authorization headers. */
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export async function startServer(answer: Answer): Promise<TestServer> {
  const [requests, authorizations]: [string[], (string | undefined)[]] = [[], []];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers.authorization);
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, authorizations, close };
}

/** The same JSON for each request. */
export function json(status: number, body: unknown, type = 'application/hal+json;charset=utf-8'): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

/** A web page, as from a proxy or for a wrong URL. */
export const webPage: Answer = (_, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');

/** A redirect to a URL without a server. */
export const redirect: Answer = (request, response) =>
  response.writeHead(301, { location: `http://127.0.0.1:1${request.url}` }).end();

/** No answer. */
export const silence: Answer = () => undefined;

/**
 * A URL without a server. No test can listen on this port by chance: the system gives free ports from 1024 on. It is not one of the ports
 * that `fetch` blocks.
 */
export const nobody = 'http://127.0.0.1:4';
