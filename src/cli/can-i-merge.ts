import { command, commandStart } from '../text/command.ts';
import { options, printVerdict } from './can-i-deploy.ts';
import { defineCommand } from './support/run-command.ts';

/** `can-i-deploy --to-main-branches` */
export const run = defineCommand(
  {
    usage: commandStart('can-i-merge'),
    summary: 'Asks whether a version is compatible with the main branches of its consumers and providers.',
    options,
    examples: [command('can-i-merge', { pacticipant: 'market_data_pipeline', version: '3f2a91c' })],
  },
  (values) => printVerdict({ ...values, toMainBranches: true }),
);
