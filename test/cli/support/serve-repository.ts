import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** A git repository over HTTP that needs a password. */
export interface ServedRepository {
  readonly password: string;
  /** With the password, as it is at the time of the call. */
  url(): Promise<string>;
  close(): Promise<void>;
}

/** Serves the files of the repository: the "dumb" protocol of git. */
export function serveRepository(path: string): ServedRepository {
  const password = 'hush-hush';
  const expected = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== expected)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    const file = join(
      path,
      '.git',
      normalize(new URL(request.url ?? '', 'http://git').pathname.replace(/^\/[^/]+/, '')),
    );
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'text/plain' }).end(readFileSync(file));
  });
  const listening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    password,
    url: async () => {
      await listening;
      execFileSync('git', ['update-server-info'], { cwd: path });
      return `http://ann:${password}@127.0.0.1:${(server.address() as AddressInfo).port}/provider.git`;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
