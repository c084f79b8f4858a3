import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the proxy does besides passing on. */
export interface Faults {
  /** Requests that never reach the broker: they are answered with 500. */
  readonly refuses?: (method: string, path: string) => boolean;
  /** Changes the text of an answer on its way. */
  readonly changes?: (method: string, path: string, body: string) => string;
}

const proxies: { close(): void }[] = [];

/** A proxy on loopback in front of a broker; the broker's links lead through it. */
export async function proxyTo(target: string, { refuses, changes }: Faults): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    if (refuses?.(method, url)) return outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    const answer = await new Promise<IncomingMessage>((resolve) =>
      incoming.pipe(request(new URL(url, target), { method, headers }, resolve)),
    );
    const body = await text(answer);
    const { statusCode = 500, headers: answered } = answer;
    outgoing.writeHead(statusCode, { 'content-type': answered['content-type'] ?? '' });
    return outgoing.end(changes?.(method, url, body) ?? body);
  });
  proxies.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeProxies(): void {
  for (const proxy of proxies) proxy.close();
}
