/** What a badge says: on the left what it is about, on the right how it stands. */
export interface Badge {
  readonly title: string;
  readonly status: string;
  readonly colour: 'brightgreen' | 'red' | 'orange' | 'lightgrey';
}

/** How a pact stands: `changed` is one that was verified, and has another content since. */
export type PactStatus = 'verified' | 'failed' | 'failed (pending)' | 'changed' | 'unknown';

const colours = {
  verified: 'brightgreen',
  failed: 'red',
  'failed (pending)': 'red',
  changed: 'orange',
  unknown: 'lightgrey',
} as const satisfies Record<PactStatus, Badge['colour']>;

/** The badge of the pact that `title` names; of one that is not there, if it names none. */
export function pactBadge(title: string | undefined, status: PactStatus): Badge {
  return { title: title ?? 'pact not found', status, colour: colours[status] };
}

/** The badge of `from` (a tag or a branch) on its way to `to` (a tag or an environment). */
export function canIDeployBadge(from: string, to: string, deployable: boolean, label = 'can-i-deploy'): Badge {
  return { title: label, status: `${from} to ${to}`, colour: deployable ? 'brightgreen' : 'red' };
}

/** The badge of a main branch against those of everyone it talks to. */
export function canIMergeBadge(mergeable: boolean | null): Badge {
  const title = 'can-i-merge';
  if (mergeable === null) return { title, status: 'unknown', colour: 'lightgrey' };
  return mergeable ? { title, status: 'success', colour: 'brightgreen' } : { title, status: 'failed', colour: 'red' };
}

/** The badge in the place of one that cannot be: `branch: not found`. */
export function errorBadge(title: string, status: string): Badge {
  return { title, status, colour: 'lightgrey' };
}
