import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Client } from './client.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';
import { failureOf, whenTheseRun } from './toolchain.ts';

/** A copy, which Maven writes into. */
const folder = temporaryFolder('pact-jvm');
cpSync(join(import.meta.dirname, 'java'), folder, { recursive: true });

/** A JVM takes seconds to start: each database has another connection, and one of them the selections that are used most. */
const selections = ['deployed or released', 'two selectors', 'consumer tags'];
const jvmOptions = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

whenTheseRun(
  'pact-jvm',
  [
    () => failureOf(['java', '-version']),
    () => failureOf(['mvn', '-B', '-q', 'dependency:build-classpath', '-Dmdep.outputFile=classpath'], { cwd: folder }),
  ],
  () => {
    let client: Client;
    beforeAll(() => {
      expect(failureOf(['mvn', '-B', '-q', 'test-compile'], { cwd: folder })).toBeUndefined();
      const java = ['java', '-cp', `target/test-classes:${readFileSync(join(folder, 'classpath'), 'utf8')}`];
      const publish = ['sh', 'publish.sh'];
      client = {
        consumer: [...java, 'clients.Consumer'],
        provider: [...java, 'clients.Verify'],
        publish,
        env: { JAVA_TOOL_OPTIONS: jvmOptions },
        folder,
      };
    }, 600_000);

    describeOnDatabases('pact-jvm', (newDatabase, kind) => {
      testConnections(
        () => client,
        newDatabase,
        kind === 'SQLite' ? ['TLS with a sub-path and basic auth'] : ['a token'],
      );
      if (kind === 'SQLite')
        testSelection(() => client, newDatabase, { withoutSelectors: ['1', '2'], only: selections });
    });
  },
);
