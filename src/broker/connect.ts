import { existsSync } from 'node:fs';
import type { BrokerAccess } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { ContractError } from '../config/errors.ts';

/** A connection to a broker, to be closed with `close`. */
export interface BrokerConnection {
  readonly access: BrokerAccess;
  /** True for the embedded broker, which runs in this process on PACT_BROKER_DATABASE_URL. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Whether to create a missing database. False for a query: an empty database might answer it with a yes. */
  readonly createDatabase?: boolean;
}

/**
 * Connects to the broker at PACT_BROKER_BASE_URL. If that is not set, starts the embedded broker on a free loopback port.
 * @throws ContractError BROKER_NOT_CONFIGURED: in CI the default database would be an empty one
 */
export async function connectBroker(
  config: Config,
  { createDatabase = true }: ConnectOptions = {},
): Promise<BrokerConnection> {
  const { PACT_BROKER_BASE_URL: url, PACT_BROKER_TOKEN: token } = config;
  if (url) {
    const basic = { username: config.PACT_BROKER_USERNAME, password: config.PACT_BROKER_PASSWORD };
    return { access: { url, token, ...basic }, embedded: false, close: async () => undefined };
  }
  assertDatabaseChosen(config, createDatabase);
  const { startBroker } = await import('./server.ts');
  const broker = await startBroker({ database: config.PACT_BROKER_DATABASE_URL, port: 0 });
  return { access: { url: broker.url }, embedded: true, close: () => broker.close() };
}

/** Whether a broker is configured: an address, a database, or, outside of CI, the default database if it exists. */
export function isBrokerConfigured(config: Config): boolean {
  if (config.PACT_BROKER_BASE_URL || !config.databaseIsDefault) return true;
  return !isCi(config) && existsSync(config.PACT_BROKER_DATABASE_URL);
}

function isCi({ CI, GITHUB_ACTIONS }: Config): boolean {
  return [CI, GITHUB_ACTIONS].includes('true');
}

function assertDatabaseChosen(config: Config, createDatabase: boolean): void {
  const { databaseIsDefault, PACT_BROKER_DATABASE_URL: database } = config;
  if (databaseIsDefault && isCi(config))
    throw new ContractError('BROKER_NOT_CONFIGURED', 'the variable CI is set, and neither an address nor a database');
  const { kind, location } = parseDatabaseLocation(database);
  if (!createDatabase && kind === 'file' && !existsSync(location))
    throw new ContractError('BROKER_NOT_CONFIGURED', `the database ${location} does not exist`);
}
