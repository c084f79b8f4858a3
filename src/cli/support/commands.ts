/** A command of the package. */
interface PackagedCommand {
  /** The npm script that is the same. */
  readonly script: string;
  readonly does: string;
  /** Runs it with the arguments of the process, after these. */
  readonly args?: readonly string[];
  readonly run: () => Promise<unknown>;
}

/** Every command of `market-data-contracts`. Nothing is loaded but the one that runs. */
export const commands: Readonly<Record<string, PackagedCommand>> = {
  broker: { script: 'broker', does: 'run a Pact Broker', run: () => import('../broker.ts') },
  publish: { script: 'pact:publish', does: 'publish pacts', run: () => import('../publish.ts') },
  verify: { script: 'pact:verify', does: 'verify market-data-core', run: () => import('../verify.ts') },
  'can-i-deploy': { script: 'can-i-deploy', does: 'may it go there?', run: () => import('../can-i-deploy.ts') },
  'can-i-merge': {
    ...{ script: 'can-i-merge', does: 'may it be merged?', args: ['--to-main-branches'] },
    run: () => import('../can-i-deploy.ts'),
  },
  'record-deployment': {
    ...{ script: 'record-deployment', does: 'say that a version runs somewhere' },
    run: () => import('../record-deployment.ts'),
  },
  'record-release': {
    ...{ script: 'record-release', does: 'say that a version is released' },
    run: () => import('../record-release.ts'),
  },
  impact: { script: 'impact', does: 'who relies on which field', run: () => import('../impact.ts') },
  fanout: { script: 'fanout', does: 'tell the downstream repositories', run: () => import('../fanout.ts') },
  'token-check': { script: 'token:check', does: "watch the fan-out's token", run: () => import('../token-check.ts') },
  'missing-results': {
    ...{ script: 'missing-results', does: 'which verifications are missing' },
    run: () => import('../missing-results.ts'),
  },
  copy: { script: 'broker:copy', does: 'copy one broker into another', run: () => import('../broker-copy.ts') },
  backup: { script: 'broker:backup', does: "back up a broker's file", run: () => import('../broker-backup.ts') },
  clean: {
    script: 'broker:clean',
    does: 'remove what nobody needs from a broker',
    run: () => import('../broker-clean.ts'),
  },
};

const names = new Map(Object.entries(commands).map(([name, { script }]) => [script, name]));

/** A text in which every `npm run …` of ours is the command of the package. */
export function asCommand(text: string): string {
  return text.replace(/npm run ([\w:-]+)( --(?=\s|$))?/g, (whole, script: string) => {
    const name = names.get(script);
    return name === undefined ? whole : `npx market-data-contracts ${name}`;
  });
}
