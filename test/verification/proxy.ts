import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The faults that the proxy injects. */
export interface Faults {
  /** Requests that are answered with 500 and not forwarded. */
  readonly refuses?: (method: string, path: string) => boolean;
  /** Requests that are answered with 204 and not forwarded. */
  readonly ignores?: (method: string, path: string) => boolean;
  /** Changes the body of a response. */
  readonly changes?: (method: string, path: string, body: string) => string;
  /** The status of responses that have status 200. */
  readonly status?: number;
  /** Headers to add to every response. */
  readonly headers?: Readonly<Record<string, string>>;
}

const proxies: Server[] = [];

/** Starts a proxy on loopback in front of a broker. The broker's links contain the address of the proxy. */
export async function proxyTo(
  target: string,
  { refuses, ignores, changes, status = 200, headers: added }: Faults,
): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    if (refuses?.(method, url)) return outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    if (ignores?.(method, url)) return outgoing.writeHead(204).end();
    const answer = await new Promise<IncomingMessage>((resolve) =>
      incoming.pipe(request(new URL(url, target), { method, headers }, resolve)),
    );
    const body = await text(answer);
    const { statusCode = 500, headers: answered } = answer;
    outgoing.writeHead(statusCode === 200 ? status : statusCode, {
      'content-type': answered['content-type'] ?? '',
      ...added,
    });
    return outgoing.end(changes?.(method, url, body) ?? body);
  });
  proxies.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeProxies(): void {
  for (const proxy of proxies) {
    proxy.close();
    proxy.closeAllConnections();
  }
}
