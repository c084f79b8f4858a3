import { loadConfig } from '../config/config.ts';
import { recordDeployment } from '../gate/record.ts';
import { command, commandStart } from '../text/command.ts';
import { placementOf, placementOptions, printRecorded } from './support/placement.ts';
import { defineCommand } from './support/run-command.ts';
import { withBroker } from './support/with-broker.ts';

export const run = defineCommand(
  {
    usage: commandStart('record-deployment'),
    summary: 'Records at the Pact Broker that a version is deployed to an environment and replaces the previous one.',
    options: {
      ...placementOptions,
      'application-instance': { value: '<name>', description: 'the instance, where several are deployed side by side' },
    },
    examples: [
      command('record-deployment', {
        pacticipant: 'market_data_pipeline',
        version: '3f2a91c',
        environment: 'production',
      }),
    ],
  },
  async ({ applicationInstance, ...values }) =>
    withBroker(loadConfig(), async (broker) => {
      const placement = { ...placementOf(values), applicationInstance };
      await recordDeployment(broker.access, placement);
      return printRecorded(broker, 'deployment', placement, values.json);
    }),
);
