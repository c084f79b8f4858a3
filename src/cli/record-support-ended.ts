import { loadConfig } from '../config/config.ts';
import { recordSupportEnded } from '../gate/record-end.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand } from './support/run-command.ts';
import { withBroker } from './support/with-broker.ts';

export const run = defineCommand(
  {
    usage: commandStart('record-support-ended'),
    summary: 'Records at the Pact Broker that a released version is no longer supported in an environment.',
    options: {
      pacticipant: { value: '<name>', required: true, description: 'pacticipant whose version was released' },
      version: { value: '<version>', required: true, description: 'the version that is no longer supported' },
      environment: { value: '<name>', required: true, description: 'the environment' },
    },
    examples: [
      command('record-support-ended', { pacticipant: 'market-data-core', version: '1.1.0', environment: 'production' }),
    ],
  },
  ({ json, ...release }) =>
    withBroker(loadConfig(), async ({ access }) => {
      await recordSupportEnded(access, release);
      const { pacticipant, version, environment } = release;
      if (json) console.log(JSON.stringify({ recorded: 'support-ended', pacticipant, version, environment }));
      else console.log(`Recorded: ${pacticipant} ${version} is no longer supported in ${environment}.`);
      return 0;
    }),
);
