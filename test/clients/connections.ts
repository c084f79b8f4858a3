import type { Access } from '../../src/broker/http/access.ts';
import type { StartOptions } from '../../src/broker/server.ts';
import { createCertificate, type ReverseProxyOptions, startReverseProxy } from '../support/reverse-proxy.ts';
import { type Answer, startTestBroker } from '../support/test-broker.ts';

/** The ways in which a client reaches the broker. */
export const CONNECTIONS = ['plain HTTP', 'basic auth', 'a token', 'a sub-path', 'TLS'] as const;
/** The last one is three of them at the same time, for slow clients. */
export type Connection = (typeof CONNECTIONS)[number] | 'TLS with a sub-path and basic auth';

/** A running broker, as a client sees it. */
export interface ConnectedBroker {
  /** The variables with the broker's URL, credentials and certificate, as the official clients name them. */
  readonly env: Readonly<Record<string, string>>;
  /** The same with credentials that the broker refuses, where it needs any. */
  readonly wrongEnv: Readonly<Record<string, string>>;
  /** Whether the broker requires credentials. */
  readonly requiresCredentials: boolean;
  /** Reads from the broker directly. */
  get(path: string): Promise<Answer>;
  /** Sends JSON to the broker directly. */
  send(method: string, path: string, body: unknown): Promise<Answer>;
  close(): Promise<void>;
}

interface Kind {
  readonly proxy?: ReverseProxyOptions;
  readonly broker?: Partial<StartOptions>;
  readonly env?: Readonly<Record<string, string>>;
  readonly wrongEnv?: Readonly<Record<string, string>>;
}

const subPath = '/contracts/pact%20broker';

/** The user name and the password have characters that a URL or a header must encode. */
const user = { username: 'rené', password: 'pa:ss/wörd %2F' };
const token = 'dG9rZW4=.with-~dots_';

const basicAuth: Kind = {
  broker: { access: { write: user } },
  env: { PACT_BROKER_USERNAME: user.username, PACT_BROKER_PASSWORD: user.password },
  wrongEnv: { PACT_BROKER_USERNAME: user.username, PACT_BROKER_PASSWORD: 'wrong' },
};

function kindOf(connection: Connection, folder: string): Kind {
  switch (connection) {
    case 'plain HTTP':
      return {};
    case 'basic auth':
      return basicAuth;
    case 'a token':
      return {
        broker: { access: { writeTokens: [token] } },
        env: { PACT_BROKER_TOKEN: token },
        wrongEnv: { PACT_BROKER_TOKEN: 'wrong' },
      };
    case 'a sub-path':
      return { proxy: { path: subPath } };
    case 'TLS': {
      const tls = createCertificate(folder);
      return { proxy: { tls }, env: { SSL_CERT_FILE: tls.authority } };
    }
    case 'TLS with a sub-path and basic auth': {
      const tls = createCertificate(folder);
      const trust = { SSL_CERT_FILE: tls.authority };
      const env = { ...basicAuth.env, ...trust };
      return { ...basicAuth, proxy: { path: subPath, tls }, env, wrongEnv: { ...basicAuth.wrongEnv, ...trust } };
    }
  }
}

/** Starts a broker on a database, and the proxy that the connection needs. `folder` receives its certificate. */
export async function connect(connection: Connection, database: string, folder: string): Promise<ConnectedBroker> {
  const { proxy: options, broker: settings, env, wrongEnv } = kindOf(connection, folder);
  const proxy = options && (await startReverseProxy(options));
  const broker = await startTestBroker({ database, ...settings, ...(proxy && { baseUrls: [proxy.url] }) });
  proxy?.forwardTo(broker.url);
  const base = { PACT_BROKER_BASE_URL: proxy?.url ?? broker.url };
  const headers: Record<string, string> = authorization(settings?.access);
  return {
    env: { ...base, ...env },
    wrongEnv: { ...base, ...wrongEnv },
    requiresCredentials: settings?.access !== undefined,
    get: (path) => broker.ask('GET', path, undefined, headers),
    send: (method, path, body) => broker.ask(method, path, body, headers),
    close: async () => {
      await proxy?.close();
      await broker.close();
    },
  };
}

function authorization({ write, writeTokens = [] }: Access = {}): Record<string, string> {
  if (writeTokens[0]) return { authorization: `Bearer ${writeTokens[0]}` };
  if (!write) return {};
  return { authorization: `Basic ${Buffer.from(`${write.username}:${write.password}`).toString('base64')}` };
}
