import { join } from 'node:path';
import { release, useEnvironment, whenIndexIsReachable } from '../support/python-environments.ts';
import { CONNECTIONS } from './connections.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';

const folder = join(import.meta.dirname, 'python');

whenIndexIsReachable('pact-python', () => {
  const environment = useEnvironment([release('pact-python', '4.2.0'), release('pact-python-ffi', '0.5.12.1')]);
  const program = (name: string) => [environment().interpreter, join(folder, name)];
  const client = () => ({ consumer: program('consumer.py'), provider: program('provider.py') });

  describeOnDatabases('pact-python', (newDatabase) => {
    testConnections(client, newDatabase, CONNECTIONS);
    testSelection(client, newDatabase, { withoutSelectors: ['1', '2'] });
  });
});
