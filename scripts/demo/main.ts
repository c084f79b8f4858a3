import { mkdirSync, rmSync } from 'node:fs';
import { writeReferencePacts } from '../../src/cli/support/consumer-tests.ts';
import { runCommand } from '../../src/cli/support/run-command.ts';
import { withLastingLinks } from '../../src/cli/support/with-broker.ts';
import { loadConfig } from '../../src/config/config.ts';
import { assertFreshPacts } from '../../src/pact/freshness.ts';
import { command } from '../../src/text/command.ts';
import { refuseFilters } from '../../src/verification/run-filters.ts';
import { DemoSteps } from './steps.ts';

const definition = {
  usage: 'npm start --',
  summary:
    'Runs the whole job on an embedded broker: a core that keeps the contract is released, one that breaks it is stopped.',
  options: {},
} as const;

const database = '.cache/flow.sqlite';

const epilogue = `
The gate has refused a release of core that would break the pipeline.
To see the recorded data: ${command('broker', { database })}, then http://127.0.0.1:9292 in a browser
To run a broker for a team: ${command('broker', { port: 9292, database: 'broker.sqlite' })}
To verify the real core: ${command('pact:verify', { 'core-ref': '<release, tag, branch or SHA>' })}`;

await runCommand(definition, async ({ json }) => {
  const config = loadConfig();
  refuseFilters(config);
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
  mkdirSync('.cache', { recursive: true });
  const contractTests = assertFreshPacts('pacts', { runTests: writeReferencePacts });
  contractTests.catch(() => undefined); // an error is reported by their step; the modules are loaded meanwhile
  const [{ startBroker }, { runReleaseFlow }] = await Promise.all([
    import('../../src/broker/server.ts'),
    import('./release-flow.ts'),
  ]);
  const broker = await startBroker({ database, port: 0 });
  const print = (line: string) => console.log(withLastingLinks(line, { access: { url: broker.url }, embedded: true }));
  const steps = new DemoSteps(json ? () => undefined : print);
  try {
    await runReleaseFlow(steps, { url: broker.url }, config, contractTests);
  } finally {
    await broker.close();
    if (json) console.log(JSON.stringify({ steps: steps.results }));
  }
  if (!json) console.log(epilogue);
  return 0;
});
