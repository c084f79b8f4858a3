import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { defaultPython } from '../../src/python/interpreter.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Client } from './client.ts';
import { CONNECTIONS } from './connections.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';

const folder = join(import.meta.dirname, 'python');

whenIndexIsReachable('pact-python', () => {
  let client: Client;
  beforeAll(() => {
    const venv = temporaryFolder('pact-python');
    const python = join(venv, 'bin', 'python');
    for (const [program, ...args] of [
      [defaultPython, '-m', 'venv', venv],
      [python, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', join(folder, 'requirements.txt')],
    ] as const) {
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    }
    client = { consumer: [python, join(folder, 'consumer.py')], provider: [python, join(folder, 'provider.py')] };
  });

  describeOnDatabases('pact-python', (newDatabase) => {
    testConnections(() => client, newDatabase, CONNECTIONS);
    testSelection(() => client, newDatabase);
  });
});
