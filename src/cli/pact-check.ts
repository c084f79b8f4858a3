import { assertFreshPacts } from '../pact/freshness.ts';
import { commandStart } from '../text/command.ts';
import { assertConsumerTests, writeReferencePacts } from './support/consumer-tests.ts';
import { defineCommand } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('pact:check'),
    summary: 'Checks that the pacts, on disk and in git, are what the consumer tests write now.',
    options: { dir: { value: '<folder>', default: 'pacts', description: 'folder of the pacts' } },
  },
  async ({ dir, json }) => {
    assertConsumerTests();
    const fresh = await assertFreshPacts(dir, { committed: true, runTests: writeReferencePacts });
    if (json) console.log(JSON.stringify({ fresh: true, ...fresh }));
    else console.log(`Up to date: ${fresh.files.join(', ')} (${fresh.interactions} interactions, as declared).`);
    return 0;
  },
);
