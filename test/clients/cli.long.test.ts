import { join } from 'node:path';
import { pactCli } from '../support/pact-broker-cli.ts';
import { release, useEnvironment, whenIndexIsReachable } from '../support/python-environments.ts';
import { CONNECTIONS } from './connections.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';

/** The official CLI, which publishes and verifies pacts that pact-js writes. */
const clientWith = (cli: string) => ({
  consumer: [process.execPath, join(import.meta.dirname, 'javascript', 'consumer.mjs')],
  provider: [process.execPath, join(import.meta.dirname, 'cli', 'provider.mjs')],
  env: { PACT_CLI: cli },
});

/** `pact verifier` without selectors verifies the latest pact of each consumer. */
const options = { withoutSelectors: ['4'] };

describeOnDatabases('the CLI of npm', (newDatabase) => {
  testConnections(() => clientWith(pactCli), newDatabase, CONNECTIONS);
  testSelection(() => clientWith(pactCli), newDatabase, options);
});

whenIndexIsReachable('the CLI of PyPI', () => {
  const environment = useEnvironment([release('pact-python-cli', '1!0.10.9')]);
  const client = () => clientWith(join(environment().folder, 'bin', 'pact'));

  describeOnDatabases('the CLI of PyPI', (newDatabase, kind) => {
    testConnections(client, newDatabase, kind === 'SQLite' ? ['TLS with a sub-path and basic auth'] : ['a token']);
    if (kind === 'SQLite') testSelection(client, newDatabase, options);
  });
});
