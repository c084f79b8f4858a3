import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CONNECTIONS } from './connections.ts';
import { describeOnDatabases, testConnections } from './scenarios.ts';
import { testSelection } from './selection.ts';
import { failureOf, whenTheseRun } from './toolchain.ts';

const folder = join(import.meta.dirname, 'go');
const built = temporaryFolder('pact-go');
const program = join(built, 'clients.test');

/** The Pact library that pact-go 2.4 loads, version 0.4.28, as an npm package has it: pact-go itself downloads it from GitHub. */
const library = '@pact-foundation/pact-core-linux-x64-glibc';
const libraryFolder = join(built, 'node_modules', library, 'prebuilds', 'linux-x64');

whenTheseRun(
  'pact-go',
  [
    () => failureOf(['gcc', '--version']),
    () => failureOf(['go', 'mod', 'download'], { cwd: folder }),
    () => failureOf(['npm', 'install', '--no-audit', '--no-fund', '--prefix', built, `${library}@17.1.0`]),
  ],
  () => {
    beforeAll(() => {
      const env = { ...process.env, CGO_LDFLAGS: `-L${libraryFolder}` };
      expect(failureOf(['go', 'test', '-c', '-o', program], { cwd: folder, env })).toBeUndefined();
    }, 600_000);

    const client = {
      consumer: [program, '-test.run', 'TestConsumer'],
      provider: [program, '-test.run', 'TestProvider'],
      env: { LD_LIBRARY_PATH: libraryFolder },
    };
    describeOnDatabases('pact-go', (newDatabase) => {
      testConnections(() => client, newDatabase, CONNECTIONS);
      testSelection(() => client, newDatabase, { withoutSelectors: ['1', '2'] });
    });
  },
);
