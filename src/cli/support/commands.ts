import type { CommandName } from '../../text/command.ts';

/** A command of the package. */
interface PackagedCommand {
  readonly does: string;
  /** Runs it with the arguments of the process, after these. */
  readonly args?: readonly string[];
  readonly run: () => Promise<unknown>;
}

/** Every command of `market-data-contracts`. Nothing is loaded but the one that runs. */
export const commands: Readonly<Record<CommandName, PackagedCommand>> = {
  broker: { does: 'run a Pact Broker', run: () => import('../broker.ts') },
  'pact:check': { does: 'are the committed pacts what the tests write?', run: () => import('../check-pacts.ts') },
  'pact:publish': { does: 'publish pacts', run: () => import('../publish.ts') },
  'pact:verify': { does: 'verify market-data-core', run: () => import('../verify.ts') },
  'can-i-deploy': { does: 'may it go there?', run: () => import('../can-i-deploy.ts') },
  'can-i-merge': {
    ...{ does: 'may it be merged?', args: ['--to-main-branches'] },
    run: () => import('../can-i-deploy.ts'),
  },
  'record-deployment': {
    ...{ does: 'say that a version runs somewhere' },
    run: () => import('../record-deployment.ts'),
  },
  'record-release': {
    ...{ does: 'say that a version is released' },
    run: () => import('../record-release.ts'),
  },
  impact: { does: 'who relies on which field', run: () => import('../impact.ts') },
  fanout: { does: 'tell the downstream repositories', run: () => import('../fanout.ts') },
  'token:check': { does: "watch the fan-out's token", run: () => import('../token-check.ts') },
  'missing-results': {
    ...{ does: 'which verifications are missing' },
    run: () => import('../missing-results.ts'),
  },
  'broker:copy': { does: 'copy one broker into another', run: () => import('../broker-copy.ts') },
  'broker:backup': { does: "back up a broker's file", run: () => import('../broker-backup.ts') },
  'broker:clean': {
    does: 'remove what nobody needs from a broker',
    run: () => import('../broker-clean.ts'),
  },
};
