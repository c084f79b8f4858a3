import { command } from '../text/command.ts';

/** A decision in one word. */
export type Verdict = 'yes' | 'no' | 'unknown';

/**
 * @param deployable null when a result is missing
 * @param failed whether a result is a failure. `deployable` is null if other results are also missing (as in the official broker); the verdict is no, because one failed.
 */
export function verdictOf(deployable: boolean | null, failed = false): Verdict {
  if (deployable === null) return failed ? 'no' : 'unknown';
  return deployable ? 'yes' : 'no';
}

/** A verdict as one sentence. */
export function verdictSentence(verdict: Verdict, subject: string, target: string): string {
  switch (verdict) {
    case 'yes':
      return `YES: ${subject} may go to ${target}.`;
    case 'no':
      return `NO: ${subject} must not go to ${target}.`;
    case 'unknown':
      return `UNKNOWN: it is unknown whether ${subject} may go to ${target}, so it must not.`;
  }
}

/** The warning for a yes that no verification result supports. */
export function createNothingCheckedWarning(pacticipant: string) {
  return {
    type: 'warning',
    text: 'Nothing was checked: no verification result was required.',
    next: `If other pacticipants rely on ${pacticipant} in that environment, record their deployed versions: ${command('record-deployment', { help: true })}.`,
  } as const;
}
