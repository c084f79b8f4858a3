import { createDatabase, type TestDatabase } from './postgres.ts';

/** A database for a broker under test: in memory, or with TEST_POSTGRES_URL a new one in that PostgreSQL (`npm run test:postgres`). */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  return server ? createDatabase(server) : { location: ':memory:', remove: async () => undefined };
}
