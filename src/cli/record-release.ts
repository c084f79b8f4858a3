import { loadConfig } from '../config/config.ts';
import { recordRelease } from '../gate/record.ts';
import { commandStart } from '../text/command.ts';
import { runCommand } from './support/command.ts';
import { placementOf, placementOptions, tellRecorded } from './support/placement.ts';
import { withBroker } from './support/with-broker.ts';

const definition = {
  usage: commandStart('record-release'),
  summary:
    'Tells the Pact Broker that a version is released to an environment and supported there, beside earlier ones.',
  options: placementOptions,
  examples: [
    `${commandStart('record-release')} --pacticipant market-data-core --version 1.1.0 --environment production`,
  ],
} as const;

await runCommand(definition, async (options) =>
  withBroker(loadConfig(), async (broker) => {
    const placement = placementOf(options);
    await recordRelease(broker.access, placement);
    return tellRecorded(broker, 'release', placement, options.json);
  }),
);
