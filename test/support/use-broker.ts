import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../../scripts/support/postgres.ts';
import { testDatabase } from '../../scripts/support/test-database.ts';
import type { StartOptions } from '../../src/broker/server.ts';
import { startTestBroker, type TestBroker } from './test-broker.ts';

export interface UseBrokerOptions extends Partial<Omit<StartOptions, 'database'>> {
  /**
   * `memory` (default): SQLite in memory. `file`: a new SQLite file, which other connections and processes can open too.
   * With TEST_POSTGRES_URL both are a new PostgreSQL database.
   */
  readonly database?: 'memory' | 'file';
  /** Starts an empty broker for each test, for tests that read everything in the broker. */
  readonly perTest?: boolean;
}

/** A broker that is running during the tests; the object is the same for all of them. */
export interface BrokerFixture extends TestBroker {
  /** Location of the database. */
  readonly database: string;
  /** Stops the broker and starts it again, with these options in addition; a file keeps its content. */
  restart(options?: Partial<StartOptions>): Promise<void>;
}

/**
 * Starts an embedded broker before the first test of the file or of the `describe` block, and closes it after the last one.
 * The tests share it: each uses pacticipants of its own, or only reads.
 */
export function useBroker({ database: kind = 'memory', perTest, ...options }: UseBrokerOptions = {}): BrokerFixture {
  let database: TestDatabase | undefined;
  let broker: TestBroker | undefined;
  const start = async (more: Partial<StartOptions> = {}) => {
    database ??= kind === 'file' ? await fileDatabase() : await testDatabase();
    broker = await startTestBroker({ ...options, database: database.location, ...more });
  };
  const remove = async () => {
    await broker?.close();
    await database?.remove();
    database = undefined;
  };
  if (perTest) {
    beforeEach(() => start());
    afterEach(remove);
  } else {
    beforeAll(() => start());
    afterAll(remove);
  }
  const started = () => {
    if (!broker) throw new Error('the broker is not running: it starts before the first test');
    return broker;
  };
  return {
    get url() {
      return started().url;
    },
    get database() {
      return database?.location ?? '';
    },
    ask: (...request) => started().ask(...request),
    pass: (seconds) => started().pass(seconds),
    deliverWebhooks: () => started().deliverWebhooks(),
    close: () => started().close(),
    restart: async (more) => {
      await broker?.close();
      await start(more);
    },
  };
}

/**
 * The broker at TEST_BROKER_URL, for example an official one, or else an embedded one. For tests of what holds for every Pact Broker:
 * they use new names, because the broker may have other data.
 */
export function useAnyBroker(): { readonly url: string } {
  const { TEST_BROKER_URL: url } = process.env;
  return url ? { url } : useBroker();
}

async function fileDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  if (server) return createDatabase(server);
  const folder = mkdtempSync(join(tmpdir(), 'broker-'));
  return { location: join(folder, 'broker.sqlite'), remove: async () => rmSync(folder, { recursive: true }) };
}
