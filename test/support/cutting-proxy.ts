import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy between a broker and PostgreSQL that can cut their connection. */
export interface CuttingProxy {
  /** The URL of the database through the proxy. */
  readonly location: string;
  /** Forwards the next message with this word to PostgreSQL and cuts the connection instead of returning the answer. */
  cutAfter(word: string): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(database: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(database);
  let last: string | undefined;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = connect(Number(port), hostname);
    let cut = false;
    for (const socket of [client, postgres]) open.add(socket.on('error', () => undefined));
    client.on('data', (bytes) => {
      if (last && bytes.includes(last)) [cut, last] = [true, undefined];
      postgres.write(bytes);
    });
    postgres.on('data', (bytes) => (cut ? client.destroy() : client.write(bytes)));
    client.on('close', () => postgres.destroy());
    postgres.on('close', () => client.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const location = Object.assign(new URL(database), { port: String((server.address() as AddressInfo).port) }).href;
  const close = async () => {
    for (const socket of open) socket.destroy();
    await once(server.close(), 'close');
  };
  return { location, cutAfter: (word) => (last = word), close };
}
