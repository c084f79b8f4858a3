import { loadConfig } from '../config/config.ts';
import { recordUndeployment } from '../gate/record-end.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand } from './support/run-command.ts';
import { withBroker } from './support/with-broker.ts';

export const run = defineCommand(
  {
    usage: commandStart('record-undeployment'),
    summary: 'Records at the Pact Broker that a pacticipant is no longer deployed to an environment.',
    options: {
      pacticipant: { value: '<name>', required: true, description: 'pacticipant that was removed' },
      environment: { value: '<name>', required: true, description: 'the environment' },
      'application-instance': { value: '<name>', description: 'the instance, where several are deployed side by side' },
    },
    examples: [command('record-undeployment', { pacticipant: 'market_data_pipeline', environment: 'test' })],
  },
  ({ json, ...undeployment }) =>
    withBroker(loadConfig(), async ({ access }) => {
      const versions = await recordUndeployment(access, undeployment);
      const { pacticipant, environment } = undeployment;
      if (json) console.log(JSON.stringify({ recorded: 'undeployment', pacticipant, versions, environment }));
      else console.log(`Recorded: undeployment of ${pacticipant} ${versions.join(', ')} from ${environment}.`);
      return 0;
    }),
);
