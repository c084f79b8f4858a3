import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A server on loopback for a test. */
export interface LocalServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A package index with the wheels of a folder, as https://packaging.python.org/specifications/simple-repository-api describes. */
export function startPackageIndex(wheels: string, { filesHang = false } = {}): Promise<LocalServer> {
  return startHttp((request, response) => {
    const [, kind, name = ''] = request.url?.split('/') ?? [];
    const files = readdirSync(wheels).filter((file) => file.startsWith(`${name.replaceAll('-', '_')}-`));
    if (kind === 'files' && filesHang) return;
    if (kind === 'files') return void response.end(readFileSync(join(wheels, name)));
    if (files.length === 0) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(files.map((file) => `<a href="/files/${file}">${file}</a>`).join('\n'));
  });
}

export function startHttp(answer: RequestListener): Promise<LocalServer> {
  return listen(createServer(answer));
}

/** Accepts connections; writes `answer` and ends them, or without one never answers. */
export function startSocket(answer?: string): Promise<LocalServer> {
  return listen(createTcpServer((socket) => void (answer === undefined ? socket.resume() : socket.end(answer))));
}

/** The address of a port on which nothing listens. */
export async function closedAddress(): Promise<string> {
  const { url, close } = await startSocket();
  await close();
  return url;
}

async function listen(server: Server): Promise<LocalServer> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket.on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const close = async () => {
    for (const socket of open) socket.destroy();
    await once(server.close(), 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
