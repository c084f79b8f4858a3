import { join } from 'node:path';
import { createDatabase } from '../../scripts/support/postgres.ts';
import { describeOnPostgres, useCluster } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Client, pactBroker, publishPacts, verify, writePacts } from './client.ts';
import { type ConnectedBroker, type Connection, connect } from './connections.ts';

/** Creates a database and returns its location. */
export type NewDatabase = () => Promise<string>;

/** Runs the tests with brokers on SQLite files and, where PostgreSQL is installed, on PostgreSQL. */
export function describeOnDatabases(
  name: string,
  tests: (newDatabase: NewDatabase, kind: 'SQLite' | 'PostgreSQL') => void,
): void {
  describe(`${name}, on SQLite`, () => tests(async () => join(temporaryFolder('clients'), 'broker.sqlite'), 'SQLite'));
  describeOnPostgres(`${name}, on PostgreSQL`, () => {
    const cluster = useCluster();
    tests(async () => (await createDatabase(cluster().url)).location, 'PostgreSQL');
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

  const folder = temporaryFolder('pacts');
  let files: readonly string[];
  beforeAll(async () => {
    files = await writePacts(client(), folder, { ...names, TEXT: 'hi' });
  });

  describe.each(connections)('over %s', (connection) => {
    let broker: ConnectedBroker;
    beforeAll(async () => {
      broker = await connect(connection, await newDatabase(), temporaryFolder('certificate'));
    });
    afterAll(() => broker.close());
    const publish = (env = broker.env) =>
      publishPacts(client(), env, folder, files, { number: '1 α/1', branch: 'main', tag: 'tag ä' });
    const refs = { PROVIDER_BRANCH: 'feat/ü x', PROVIDER_TAGS: '["dev 1","テスト"]' };
    const verifyAs = (version: string, text: string, env = broker.env) =>
      verify(client(), { ...env, ...names, ...refs, PROVIDER_VERSION: version, TEXT: text });
    const successes = async (version: string) =>
      (await matrixOf(broker, names.PROVIDER, version)).map(({ success }) => success);
    const canIDeploy = (version: string) => {
      const consumer = ['-a', names.CONSUMER, '-e', '1 α/1'];
      return pactBroker(
        { ...client().env, ...broker.env },
        'can-i-deploy',
        ...consumer,
        '-a',
        names.PROVIDER,
        '-e',
        version,
      );
    };

    const refsOf = async (name: string, version: string) => {
      const path = `/pacticipants/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`;
      const { branchVersions, tags } = (await broker.get(path)).body._embedded;
      return [namesOf(branchVersions), namesOf(tags)];
    };

    if (/basic auth|token/.test(connection)) {
      test('wrong credentials publish nothing', async () => {
        const refused = { exit: 1, output: expect.stringContaining('401') };
        expect(await publish(broker.wrongEnv)).toMatchObject(refused);
        expect((await broker.get('/pacticipants')).body._embedded.pacticipants).toEqual([]);
      });
    }

    test('pacts are published and verified, and decide whether the consumer can be deployed', async () => {
      expect(await publish()).toMatchObject({ exit: 0 });
      const [holds, fails, refused] = await Promise.all([
        verifyAs('2 β', 'hi'),
        verifyAs('3', 'bye'),
        broker.requiresCredentials ? verifyAs('4', 'hi', broker.wrongEnv) : undefined,
      ]);
      expect(holds).toMatchObject({ exit: 0 });
      expect(fails.exit).toBeGreaterThan(0);
      if (refused) expect(refused.exit).toBeGreaterThan(0);

      const consumers = ['', ' (HTTP V3)', ' (messages V3)'].map((suffix) => names.CONSUMER + suffix);
      expect(await matrixOf(broker, names.PROVIDER, '2 β')).toEqual(
        consumers.map((consumer) => ({ consumer, version: '1 α/1', success: true })),
      );
      expect(await successes('3')).toEqual([false, false, false]);
      expect(await successes('4')).toEqual([]);
      expect((await canIDeploy('2 β')).exit).toBe(0);
      expect((await canIDeploy('3')).exit).toBe(1);
    });

    test('the branches and the tags are recorded', async () => {
      expect(await refsOf(names.PROVIDER, '2 β')).toEqual([['feat/ü x'], ['dev 1', 'テスト']]);
      expect(await refsOf(names.CONSUMER, '1 α/1')).toEqual([['main'], ['tag ä']]);
    });
  });
}

const namesOf = (resources: readonly { readonly name: string }[]) => resources.map(({ name }) => name).sort();
