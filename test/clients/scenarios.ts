import { join } from 'node:path';
import { createDatabase } from '../../scripts/support/postgres.ts';
import { describeOnPostgres, useCluster } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Client, pactBroker, verify, writePacts } from './client.ts';
import { type ConnectedBroker, type Connection, connect } from './connections.ts';

/** Creates a database and returns its location. */
export type NewDatabase = () => Promise<string>;

/** Runs the tests with brokers on SQLite files and, where PostgreSQL is installed, on PostgreSQL. */
export function describeOnDatabases(name: string, tests: (newDatabase: NewDatabase) => void): void {
  describe(`${name}, on SQLite`, () => tests(async () => join(temporaryFolder('clients'), 'broker.sqlite')));
  describeOnPostgres(`${name}, on PostgreSQL`, () => {
    const cluster = useCluster();
    tests(async () => (await createDatabase(cluster().url)).location);
  });
}

/** A row of the matrix, reduced to what the tests compare. */
export const matrixOf = async (broker: ConnectedBroker, provider: string, version: string) => {
  const query = new URLSearchParams({ 'q[][pacticipant]': provider, 'q[][version]': version });
  const { body } = await broker.get(`/matrix?${query}&latestby=cvp`);
  type Row = {
    consumer: { name: string; version: { number: string } };
    verificationResult: { success: boolean } | null;
  };
  return (body.matrix as Row[])
    .filter((row) => row.verificationResult !== null)
    .map((row) => ({
      consumer: row.consumer.name,
      version: row.consumer.version.number,
      success: row.verificationResult?.success,
    }))
    .sort((a, b) => (a.consumer < b.consumer ? -1 : 1));
};

/** Each connection: publish with the official CLI, verify with the client, and ask whether the consumer can be deployed. */
export function testConnections(
  client: () => Client,
  newDatabase: NewDatabase,
  connections: readonly Connection[],
): void {
  const names = { CONSUMER: 'Bestell-Größe 注文', PROVIDER: 'preise & co/v1' };

  let files: readonly string[];
  beforeAll(async () => {
    files = await writePacts(client(), temporaryFolder('pacts'), { ...names, TEXT: 'hi' });
  });

  describe.each(connections)('over %s', (connection) => {
    let broker: ConnectedBroker;
    beforeAll(async () => {
      broker = await connect(connection, await newDatabase(), temporaryFolder('certificate'));
    });
    afterAll(() => broker.close());
    const publish = (env = broker.env) =>
      pactBroker(env, 'publish', ...files, '-a', '1 α/1', '--branch', 'main', '--tag', 'tag ä');
    const task = {
      ...names,
      PROVIDER_VERSION: '2 β',
      PROVIDER_BRANCH: 'feat/ü x',
      PROVIDER_TAGS: '["dev 1","テスト"]',
    };

    test('a pact is published, verified, and its result counts', async () => {
      if (broker.wrongEnv) {
        expect(await publish(broker.wrongEnv)).toMatchObject({
          exit: 1,
          output: expect.stringContaining('401'),
        });
        expect((await broker.get('/pacticipants')).body._embedded.pacticipants).toEqual([]);
      }
      expect(await publish()).toMatchObject({ exit: 0 });

      if (broker.wrongEnv) {
        expect((await verify(client(), { ...broker.wrongEnv, ...task, TEXT: 'hi' })).exit).toBe(1);
        expect(await matrixOf(broker, names.PROVIDER, '2 β')).toEqual([]);
      }
      expect(await verify(client(), { ...broker.env, ...task, TEXT: 'hi' })).toMatchObject({ exit: 0 });
      expect(await matrixOf(broker, names.PROVIDER, '2 β')).toEqual(
        ['', ' (HTTP V3)', ' (messages V3)'].map((suffix) => ({
          consumer: names.CONSUMER + suffix,
          version: '1 α/1',
          success: true,
        })),
      );
      const version = await broker.get(`/pacticipants/${encodeURIComponent(names.PROVIDER)}/versions/2%20%CE%B2`);
      const { branchVersions, tags } = version.body._embedded;
      expect(branchVersions.map(({ name }: { name: string }) => name)).toEqual(['feat/ü x']);
      expect(tags.map(({ name }: { name: string }) => name).sort()).toEqual(['dev 1', 'テスト']);

      const canIDeploy = (providerVersion: string) =>
        pactBroker(
          broker.env,
          ...['can-i-deploy', '-a', names.CONSUMER, '-e', '1 α/1'],
          ...['-a', names.PROVIDER, '-e', providerVersion],
        );
      expect(await canIDeploy('2 β')).toMatchObject({ exit: 0 });
      const failing = { ...broker.env, ...task, PROVIDER_VERSION: '3', TEXT: 'bye' };
      expect((await verify(client(), failing)).exit).toBe(1);
      expect((await matrixOf(broker, names.PROVIDER, '3')).map(({ success }) => success)).toEqual([
        false,
        false,
        false,
      ]);
      expect(await canIDeploy('3')).toMatchObject({ exit: 1 });
    });
  });
}
