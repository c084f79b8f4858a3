import { createDatabase, type TestDatabase } from './postgres.ts';

/** Where a broker under test keeps its data: in memory; with TEST_POSTGRES_URL in a new database there (`npm run test:postgres`). */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  return server ? createDatabase(server) : { location: ':memory:', remove: async () => undefined };
}
