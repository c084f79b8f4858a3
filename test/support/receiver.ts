import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A received request. */
export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that records webhook requests. Each is answered by the next of `answers`; the last answer is repeated. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  answers: Answer[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  /** Never answers. */
  readonly hangs?: true;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ method: request.method, path: request.url, headers: request.headers, body: await textOf(request) });
    const { status, body = 'ok', headers = {}, hangs } = receiver.answers[0] ?? { status: 200 };
    if (receiver.answers.length > 1) receiver.answers.shift();
    if (!hangs) response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = { url: `http://127.0.0.1:${port}`, received, answers: [{ status: 200 }], close };
  return receiver;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
