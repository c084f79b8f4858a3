import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver for webhooks: `/hooks/<key>` responds with 200, `/failing/<key>` with 500; GET `/received/<key>` returns the received calls. */
export interface Receiver {
  readonly url: string;
  close(): Promise<void>;
}

interface ReceivedCall {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The compared headers of a webhook request. */
const ownHeaders = ['authorization', 'content-type', 'x-token', 'x-plain', 'user-agent'];

export async function startReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    handleRequest(calls, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function handleRequest(calls: ReceivedCall[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  const key = /^\/received\/(.*)$/.exec(path)?.[1];
  if (key !== undefined) {
    const received = calls.filter((call) => call.path?.split(/[/?]/)[2] === key);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ count: received.length, calls: received }));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = ownHeaders.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  const body = Buffer.concat(chunks).toString();
  calls.push({ method: request.method, path, headers: Object.fromEntries(headers), body });
  response.sendDate = false;
  const status = path.startsWith('/failing/') ? 500 : 200;
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end('received');
}
