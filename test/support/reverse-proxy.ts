import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 and localhost, as files. */
export interface Certificate {
  /** The certificate of the authority that signed it, which clients must trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Writes a certificate into a folder with `openssl` 3. An authority signs it: Rust clients refuse a self-signed one. */
export function createCertificate(folder: string): Certificate {
  const [authority, authorityKey, certificate, key] = ['ca', 'ca-key', 'server', 'server-key'].map((name) =>
    join(folder, `${name}.pem`),
  ) as [string, string, string, string];
  const isNoAuthority = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', ...isNoAuthority];
  createSigned('-subj', '/CN=Test authority', '-keyout', authorityKey, '-out', authority);
  createSigned(...names, '-CA', authority, '-CAkey', authorityKey, '-keyout', key, '-out', certificate);
  return { authority, certificate, key };
}

function createSigned(...options: string[]): void {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...options];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`);
}

export interface ReverseProxyOptions {
  /** The path below which the target is found, for example `/broker`; removed before a request is forwarded. Default: none. */
  readonly path?: string;
  /** Serves https with this certificate. Default: http. */
  readonly tls?: Certificate;
}

/** An HTTP server on loopback that forwards to another one, as nginx does in front of a broker. */
export interface ReverseProxy {
  /** With the path, without a trailing slash. */
  readonly url: string;
  /** Sets the server to forward to, which often needs the URL of the proxy first. */
  forwardTo(target: string): void;
  close(): Promise<void>;
}

/** Starts a reverse proxy: it changes neither `Host` nor the bodies, and answers 404 outside its path. */
export async function startReverseProxy({ path = '', tls }: ReverseProxyOptions): Promise<ReverseProxy> {
  let target = '';
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url = '/', headers } = incoming;
    if (!url.startsWith(path)) return void outgoing.writeHead(404).end();
    const forwarded = request(target + (url.slice(path.length) || '/'), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.writeHead(502).end());
    return void incoming.pipe(forwarded);
  };
  const server = tls
    ? createTlsServer({ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) }, handle)
    : createServer(handle);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    forwardTo: (url) => {
      target = url;
    },
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
