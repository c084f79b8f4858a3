import { loadConfig } from '../config/config.ts';
import { recordRelease } from '../gate/record.ts';
import { runCommand } from './support/command.ts';
import { placementOf, placementOptions, tellRecorded } from './support/placement.ts';
import { withBroker } from './support/with-broker.ts';

const command = {
  usage: 'npm run record-release --',
  summary:
    'Tells the Pact Broker that a version is released to an environment and supported there, beside earlier ones.',
  options: placementOptions,
  examples: ['npm run record-release -- --pacticipant market-data-core --version 1.1.0 --environment production'],
} as const;

await runCommand(command, async (options) =>
  withBroker(loadConfig(), async (broker) => {
    const placement = placementOf(options);
    await recordRelease(broker.access, placement);
    return tellRecorded(broker, 'release', placement, options.json);
  }),
);
