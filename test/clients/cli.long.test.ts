import { join } from 'node:path';
import { pactCli } from '../support/pact-broker-cli.ts';
import { CONNECTIONS } from './connections.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';

/** `pact verifier` of the official CLI, with pacts that pact-js writes. Both are dependencies of this project. */
const client = {
  consumer: [process.execPath, join(import.meta.dirname, 'javascript', 'consumer.mjs')],
  provider: [process.execPath, join(import.meta.dirname, 'cli', 'provider.mjs')],
  env: { PACT_CLI: pactCli },
};

describeOnDatabases('the official CLI', (newDatabase) => {
  testConnections(() => client, newDatabase, CONNECTIONS);
  testSelection(() => client, newDatabase, { withoutSelectors: ['4'] });
});
