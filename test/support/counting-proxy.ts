import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** An HTTP proxy on loopback that counts what its clients receive. */
export interface CountingProxy {
  readonly url: string;
  /** The bytes that came from each host. */
  readonly received: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Serves `CONNECT`, which clients use for https; what it passes on it cannot read. */
export async function startCountingProxy(): Promise<CountingProxy> {
  const received = new Map<string, number>();
  const open = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request, client: Socket) => {
    const [host = '', port] = request.url?.split(':') ?? [];
    const upstream = connect(Number(port), host, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    for (const socket of [client, upstream]) open.add(socket.on('error', () => undefined));
    upstream.on('data', (bytes) => received.set(host, (received.get(host) ?? 0) + bytes.length));
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    for (const socket of open) socket.destroy();
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, close };
}
