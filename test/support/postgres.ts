import { type Cluster, hasPostgres, startCluster } from '../../scripts/reference-broker/cluster.mjs';

/** `describe` where PostgreSQL is installed; elsewhere the tests are skipped and one line is printed. */
export function describeOnPostgres(name: string, tests: () => void): void {
  if (hasPostgres()) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`not run: ${name}: PostgreSQL is not installed (on Debian: apt-get install postgresql)\n`);
  describe.skip(name, tests);
}

/** Starts a cluster for the tests of a file and removes it after them; `quick` turns fsync off. */
export function useCluster(options: { readonly quick: boolean } = { quick: true }): () => Cluster {
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    cluster = await startCluster(options);
  });
  afterAll(() => cluster?.remove());
  return () => {
    if (!cluster) throw new Error('the cluster has not been started');
    return cluster;
  };
}
