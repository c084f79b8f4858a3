import { provider as core } from '../../contracts/interactions.ts';
import { command } from '../../text/command.ts';

/** Why a pair cannot be asked about. */
export type Gap =
  | { readonly kind: 'no main branch'; readonly pacticipant: string }
  | { readonly kind: 'nothing on main'; readonly pacticipant: string; readonly mainBranch: string }
  | { readonly kind: 'no pact in force'; readonly pacticipant: string; readonly provider: string };

/** What is missing, and what to do about it. */
export function describe(gap: Gap): [text: string, next: string] {
  const { pacticipant } = gap;
  switch (gap.kind) {
    case 'no main branch':
      return [
        `the Pact Broker does not know which branch of ${pacticipant} is its main one`,
        `Say so: npx pact-broker create-or-update-pacticipant --name ${pacticipant} --main-branch <branch>`,
      ];
    case 'nothing on main':
      return [
        `nothing of ${pacticipant} was ever published from its main branch ${gap.mainBranch}`,
        pacticipant === core
          ? `Run: ${command('pact:verify', { 'core-ref': gap.mainBranch, 'core-branch': gap.mainBranch })}`
          : `Let its build there publish (${command('pact:publish')} for the pipeline), or record the right main branch.`,
      ];
    case 'no pact in force':
      return [
        `no version of ${pacticipant} that is in force has a pact with ${gap.provider}`,
        'It needs nothing, unless it should have one: then let its build publish.',
      ];
  }
}
