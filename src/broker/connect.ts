import type { BrokerAccess } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';

/** A connection to a broker, to be closed with `close`. */
export interface BrokerConnection {
  readonly access: BrokerAccess;
  /** True for the embedded broker, which runs in this process on PACT_BROKER_DATABASE_URL. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Connects to the broker at PACT_BROKER_BASE_URL. If that is not set, starts the embedded broker on a free loopback port. */
export async function connectBroker(config: Config): Promise<BrokerConnection> {
  const { PACT_BROKER_BASE_URL: url, PACT_BROKER_TOKEN: token } = config;
  if (url) {
    const basic = { username: config.PACT_BROKER_USERNAME, password: config.PACT_BROKER_PASSWORD };
    return { access: { url, token, ...basic }, embedded: false, close: async () => undefined };
  }
  const { startBroker } = await import('./server.ts');
  const broker = await startBroker({ database: config.PACT_BROKER_DATABASE_URL, port: 0 });
  return { access: { url: broker.url }, embedded: true, close: () => broker.close() };
}
