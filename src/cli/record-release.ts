import { loadConfig } from '../config/config.ts';
import { recordRelease } from '../gate/record.ts';
import { command, commandStart } from '../text/command.ts';
import { placementOf, placementOptions, printRecorded } from './support/placement.ts';
import { defineCommand } from './support/run-command.ts';
import { withBroker } from './support/with-broker.ts';

export const run = defineCommand(
  {
    usage: commandStart('record-release'),
    summary: 'Records at the Pact Broker that a version is released to an environment, in addition to earlier ones.',
    options: placementOptions,
    examples: [
      command('record-release', { pacticipant: 'market-data-core', version: '1.1.0', environment: 'production' }),
    ],
  },
  async (values) =>
    withBroker(loadConfig(), async (broker) => {
      const placement = placementOf(values);
      await recordRelease(broker.access, placement);
      return printRecorded(broker, 'release', placement, values.json);
    }),
);
