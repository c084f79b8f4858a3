import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a broker and its PostgreSQL, and can break their connection off. */
export interface CuttingProxy {
  /** The database's URL, by way of the proxy. */
  readonly location: string;
  /** The next time that a word is said to PostgreSQL, it is passed on, and the answer is not. */
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
