import { loadConfig } from '../config/config.ts';
import { recordDeployment } from '../gate/record.ts';
import { commandStart } from '../text/command.ts';
import { runCommand } from './support/command.ts';
import { placementOf, placementOptions, tellRecorded } from './support/placement.ts';
import { withBroker } from './support/with-broker.ts';

const definition = {
  usage: commandStart('record-deployment'),
  summary: 'Tells the Pact Broker that a version now runs in an environment, in place of the one before.',
  options: {
    ...placementOptions,
    'application-instance': { value: '<name>', description: 'which instance, where several run side by side' },
  },
  examples: [
    `${commandStart('record-deployment')} --pacticipant market_data_pipeline --version 3f2a91c --environment production`,
  ],
} as const;

await runCommand(definition, async (options) =>
  withBroker(loadConfig(), async (broker) => {
    const placement = { ...placementOf(options), applicationInstance: options['application-instance'] };
    await recordDeployment(broker.access, placement);
    return tellRecorded(broker, 'deployment', placement, options.json);
  }),
);
