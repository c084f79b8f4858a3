import { existsSync } from 'node:fs';
import { createInProcessBroker } from '../broker/copies/in-process-broker.ts';
import { openOfflineBroker } from '../broker/copies/offline-broker.ts';
import { writeStamp } from '../broker/copies/stamp.ts';
import { openDatabase } from '../broker/store/open-database.ts';
import type { BrokerAccess } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';

/** One of the two brokers of a copy. */
export interface CopyEndpoint {
  readonly access: BrokerAccess;
  /** Its location without credentials, for messages. */
  readonly name: string;
  /** @param isComplete whether everything was copied; then a file is stamped with the start of the copy */
  close(isComplete?: boolean): Promise<void>;
}

const isUrl = (location: string) => /^https?:\/\//.test(location);

/**
 * Opens the source of a copy: a broker by URL, or an in-process broker on PostgreSQL or on a SQLite file, which is not changed.
 * @throws ContractError USAGE, DATABASE_MISSING, DATABASE_NOT_A_BROKER, DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_UNUSABLE, COPY_INCOMPLETE
 */
export async function openSource(location: string, config: Config): Promise<CopyEndpoint> {
  if (isUrl(location)) return connectTo(location, 'FROM', config);
  const database = parseDatabaseLocation(location);
  if (database.kind === 'postgres') return openInProcess(location);
  const { access, close } = await openOfflineBroker(database.location);
  return { access, name: location, close };
}

/**
 * Opens the target of a copy: a broker by URL, or an in-process broker on PostgreSQL or on a SQLite file, which is created if it does not
 * exist and this is no dry run. A file is stamped as incomplete until everything was copied.
 */
export async function openTarget(
  location: string,
  config: Config,
  options: { dryRun: boolean },
): Promise<CopyEndpoint> {
  if (isUrl(location)) return connectTo(location, 'TO', config);
  const { kind, location: file } = parseDatabaseLocation(location);
  if (kind === 'postgres') return openInProcess(location);
  if (options.dryRun) return openInProcess(existsSync(file) ? file : ':memory:');
  const startedAt = new Date();
  const endpoint = await openInProcess(file);
  writeStamp(file, 'incomplete');
  const close = async (isComplete = false) => {
    await endpoint.close();
    if (isComplete) writeStamp(file, { madeAt: startedAt });
  };
  return { ...endpoint, close };
}

function connectTo(location: string, side: 'FROM' | 'TO', config: Config): CopyEndpoint {
  const url = location.replace(/\/+$/, '');
  if (/\/\/[^/]*@/.test(url)) {
    const names = `PACT_BROKER_${side}_USERNAME and PACT_BROKER_${side}_PASSWORD`;
    throw new ContractError('USAGE', `an address must not contain a user and password: set ${names} instead`);
  }
  const token = config[`PACT_BROKER_${side}_TOKEN`];
  const username = config[`PACT_BROKER_${side}_USERNAME`];
  const password = config[`PACT_BROKER_${side}_PASSWORD`];
  return { access: { url, ...(token ? { token } : { username, password }) }, name: url, close: async () => undefined };
}

async function openInProcess(location: string): Promise<CopyEndpoint> {
  const now = () => new Date();
  const name = withoutCredentials(location);
  try {
    const db = await openDatabase(location, now);
    return { access: createInProcessBroker(db, now), name, close: () => db.destroy() };
  } catch (cause) {
    const reason = withoutCredentials(cause instanceof Error ? cause.message : String(cause));
    throw new ContractError('DATABASE_UNUSABLE', `${name} (${reason})`, { cause });
  }
}
