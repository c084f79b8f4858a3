import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback that answers as told, for what a broker would never answer. */
export interface TestServer {
  readonly url: string;
  /** What it was asked: `GET /matrix?…`. */
  readonly requests: string[];
  /** The Authorization headers it was sent. */
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

/** Always the same JSON. */
export function json(status: number, body: unknown, type = 'application/hal+json;charset=utf-8'): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

/** A web page, as a proxy or a wrong address gives it. */
export const webPage: Answer = (_, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');

/** To somewhere else, where nobody is. */
export const redirect: Answer = (request, response) =>
  response.writeHead(301, { location: `http://127.0.0.1:1${request.url}` }).end();

/** Never. */
export const silence: Answer = () => undefined;

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  const { url, close } = await startServer(silence);
  await close();
  return url;
}
