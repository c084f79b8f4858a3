import { provider as core } from '../../contracts/interactions.ts';
import { command, shellQuote } from '../../text/command.ts';

/** Why the results of a pair cannot be determined, or are not expected. */
export type UndeterminedPair =
  | { readonly kind: 'no main branch'; readonly pacticipant: string }
  | { readonly kind: 'nothing on main'; readonly pacticipant: string; readonly mainBranch: string }
  | { readonly kind: 'no pact in force'; readonly pacticipant: string; readonly provider: string };

/** The reason as a sentence, and the next step. */
export function describePair(pair: UndeterminedPair): { text: string; next: string } {
  const { pacticipant } = pair;
  switch (pair.kind) {
    case 'no main branch':
      return {
        text: `the Pact Broker does not know the main branch of ${pacticipant}`,
        next: `Set it: npx pact-broker create-or-update-pacticipant --name ${shellQuote(pacticipant)} --main-branch '<branch>' --broker-base-url '<url of the Pact Broker>'`,
      };
    case 'nothing on main':
      return {
        text: `no version of ${pacticipant} was published from its main branch ${pair.mainBranch}`,
        next:
          pacticipant === core
            ? `Run: ${command('pact:verify', { 'core-ref': pair.mainBranch, 'core-branch': pair.mainBranch })}`
            : `Publish its pacts from its build on that branch (${command('pact:publish', { consumer: pacticipant })}), or correct the main branch.`,
      };
    case 'no pact in force':
      return {
        text: `no version of ${pacticipant} in force has a pact with ${pair.provider}`,
        next: 'If it should have one, publish it from its build. Otherwise there is nothing to do.',
      };
  }
}
