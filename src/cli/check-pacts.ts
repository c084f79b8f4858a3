import { assertFreshPacts } from '../pact/freshness.ts';
import { commandStart } from '../text/command.ts';
import { runCommand } from './support/command.ts';

const definition = {
  usage: commandStart('pact:check'),
  summary: 'Makes sure that the pacts, on disk and in git, are what the consumer tests write now.',
  options: { dir: { value: '<folder>', default: 'pacts', description: 'where the pacts are' } },
} as const;

await runCommand(definition, async ({ dir, json }) => {
  const fresh = await assertFreshPacts(dir, { committed: true });
  if (json) console.log(JSON.stringify({ fresh: true, ...fresh }));
  else console.log(`Fresh: ${fresh.files.join(', ')} (${fresh.interactions} interactions, as declared).`);
  return 0;
});
