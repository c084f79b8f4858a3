import { provider as core } from '../../contracts/interactions.ts';
import { command } from '../../text/command.ts';

/** Why the results of a pair cannot be determined, or are not expected. */
export type UnaskablePair =
  | { readonly kind: 'no main branch'; readonly pacticipant: string }
  | { readonly kind: 'nothing on main'; readonly pacticipant: string; readonly mainBranch: string }
  | { readonly kind: 'no pact in force'; readonly pacticipant: string; readonly provider: string };

/** The reason in words, and the next step. */
export function describe(pair: UnaskablePair): [text: string, next: string] {
  const { pacticipant } = pair;
  switch (pair.kind) {
    case 'no main branch':
      return [
        `the Pact Broker does not know the main branch of ${pacticipant}`,
        `Set it: npx pact-broker create-or-update-pacticipant --name ${pacticipant} --main-branch <branch>`,
      ];
    case 'nothing on main':
      return [
        `no version of ${pacticipant} was ever published from its main branch ${pair.mainBranch}`,
        pacticipant === core
          ? `Run: ${command('pact:verify', { 'core-ref': pair.mainBranch, 'core-branch': pair.mainBranch })}`
          : `Publish from its build on that branch (${command('pact:publish')} for the pipeline), or correct the main branch.`,
      ];
    case 'no pact in force':
      return [
        `no version of ${pacticipant} that is in force has a pact with ${pair.provider}`,
        'Nothing to do, unless it should have one: then publish it from its build.',
      ];
  }
}
