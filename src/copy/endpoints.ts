import { existsSync } from 'node:fs';
import { createInProcessBroker } from '../broker/copies/in-process-broker.ts';
import { openOfflineBroker } from '../broker/copies/offline-broker.ts';
import { writeStamp } from '../broker/copies/stamp.ts';
import { openDatabase } from '../broker/store/open-database.ts';
import type { BrokerAccess } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';

/** One of the two brokers of a copy. */
export interface Side {
  readonly access: BrokerAccess;
  /** What to call it, without credentials. */
  readonly name: string;
  /** @param isWhole whether all was carried; a file remembers that, and when it was begun */
  close(isWhole?: boolean): Promise<void>;
}

const isUrl = (location: string) => /^https?:\/\//.test(location);
const isPostgres = (location: string) => /^postgres(ql)?:\/\//.test(location);
const asFile = (location: string) => location.replace(/^(sqlite|file):(\/\/)?/, '');

/**
 * The broker that is copied from: by URL, or one in this process on a SQLite file (which is not touched) or on PostgreSQL.
 * @throws ContractError USAGE, DATABASE_MISSING and other words about a file that is none of a broker
 */
export async function openSource(location: string, config: Config): Promise<Side> {
  if (isUrl(location)) return remote(location, 'FROM', config);
  if (isPostgres(location)) return onDatabase(location);
  const { access, close } = await openOfflineBroker(asFile(location));
  return { access, name: location, close };
}

/**
 * The broker that is copied to: by URL, or one in this process on PostgreSQL or on a SQLite file, which is made where need be, but not
 * in a dry run. A file says of itself that it is not whole until it is.
 */
export async function openTarget(location: string, config: Config, options: { dryRun: boolean }): Promise<Side> {
  if (isUrl(location)) return remote(location, 'TO', config);
  if (isPostgres(location)) return onDatabase(location);
  const file = asFile(location);
  if (options.dryRun) return onDatabase(existsSync(file) ? file : ':memory:');
  const begun = new Date();
  const side = await onDatabase(file);
  writeStamp(file, 'incomplete');
  const close = async (isWhole = false) => {
    await side.close();
    if (isWhole) writeStamp(file, { madeAt: begun });
  };
  return { ...side, close };
}

function remote(location: string, side: 'FROM' | 'TO', config: Config): Side {
  const url = location.replace(/\/+$/, '');
  if (/\/\/[^/]*@/.test(url)) {
    const names = `PACT_BROKER_${side}_USERNAME and PACT_BROKER_${side}_PASSWORD`;
    throw new ContractError('USAGE', `an address must not hold a user and password: set ${names} instead`);
  }
  const token = config[`PACT_BROKER_${side}_TOKEN`];
  const username = config[`PACT_BROKER_${side}_USERNAME`];
  const password = config[`PACT_BROKER_${side}_PASSWORD`];
  return { access: { url, ...(token ? { token } : { username, password }) }, name: url, close: async () => undefined };
}

async function onDatabase(location: string): Promise<Side> {
  const now = () => new Date();
  const name = withoutCredentials(location);
  try {
    const db = await openDatabase(location, now);
    return { access: createInProcessBroker(db, now), name, close: () => db.destroy() };
  } catch (cause) {
    const why = withoutCredentials(cause instanceof Error ? cause.message : String(cause));
    throw new ContractError('DATABASE_UNUSABLE', `${name} (${why})`, { cause });
  }
}
