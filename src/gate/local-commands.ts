import { consumer, provider } from '../contracts/interactions.ts';
import { isReferenceVersion } from '../contracts/reference-version.ts';
import type { LocalCommands } from '../matrix/hints.ts';
import { refOfVersion } from '../python/ref.ts';
import { command } from '../text/command.ts';

/** The branch from which the pipeline is released. */
const CONSUMER_BRANCH = 'base';
const ANY_REF = '<release, tag, branch or SHA>';

/** The commands of this project for core, which it verifies, and for the pipeline, whose pacts it publishes. */
export const localCommands: LocalCommands = {
  verify: (name, version) => (name === provider ? verifyCommand(version) : undefined),
  publish: (name, version) => (name === consumer ? publishCommand(version) : undefined),
};

/** Verifies core itself. The reference model is verified only for a version of its own: a broker by URL does not accept its results. */
function verifyCommand(version: string | undefined): string | undefined {
  if (version === undefined) return command('pact:verify', { 'core-ref': ANY_REF });
  if (isReferenceVersion(version)) return command('pact:verify', { core: 'reference', 'core-version': version });
  return refOfVersion(version) && command('pact:verify', { again: version });
}

/** Runs the contract tests of this version of the pipeline, which write its pacts, and publishes them. */
function publishCommand(version: string | undefined): string | undefined {
  if (version !== undefined && isReferenceVersion(version)) return command('pact:publish', { version });
  const ref = version === undefined ? ANY_REF : refOfVersion(version);
  if (ref === undefined) return undefined;
  const options = { dir: '.cache/pacts', version: version ?? '<version>', branch: CONSUMER_BRANCH };
  return `${command('test:pact', { 'pipeline-ref': ref })} && ${command('pact:publish', options)}`;
}
