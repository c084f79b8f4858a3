import { command, commandStart } from '../text/command.ts';
import { options as gateOptions, printVerdict } from './can-i-deploy.ts';
import { defineCommand } from './support/run-command.ts';

const { to: _tag, 'to-environment': _environment, 'to-main-branches': _mainBranches, ...options } = gateOptions;

/** `can-i-deploy --to-main-branches`: the target cannot be chosen. */
export const run = defineCommand(
  {
    usage: commandStart('can-i-merge'),
    isGate: true,
    summary:
      'Asks whether a version is compatible with the main branches of its consumers and providers. Only a definite yes is a 0.',
    options,
    examples: [command('can-i-merge', { pacticipant: 'market_data_pipeline', version: '3f2a91c' })],
  },
  (values) => printVerdict({ ...values, to: undefined, toEnvironment: undefined, toMainBranches: true }),
);
