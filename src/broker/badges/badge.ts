/** The two texts of a badge: its subject on the left, the status on the right. */
export interface Badge {
  readonly title: string;
  readonly status: string;
  readonly colour: 'brightgreen' | 'red' | 'orange' | 'lightgrey';
}

/** `changed`: the content has changed since the pact was verified. */
export type PactStatus = 'verified' | 'failed' | 'failed (pending)' | 'changed' | 'unknown';

const colours = {
  verified: 'brightgreen',
  failed: 'red',
  'failed (pending)': 'red',
  changed: 'orange',
  unknown: 'lightgrey',
} as const satisfies Record<PactStatus, Badge['colour']>;

/** The badge of a pact; without a title, the badge for a missing pact. */
export function pactBadge(title: string | undefined, status: PactStatus): Badge {
  return { title: title ?? 'pact not found', status, colour: colours[status] };
}

/** The badge that shows whether versions of `from` (a tag or a branch) can be deployed to `to` (a tag or an environment). */
export function canIDeployBadge(from: string, to: string, deployable: boolean, label = 'can-i-deploy'): Badge {
  return { title: label, status: `${from} to ${to}`, colour: deployable ? 'brightgreen' : 'red' };
}

/** The badge that shows whether a main branch is compatible with the main branches of all its integrations. */
export function canIMergeBadge(mergeable: boolean | null): Badge {
  const title = 'can-i-merge';
  if (mergeable === null) return { title, status: 'unknown', colour: 'lightgrey' };
  return mergeable ? { title, status: 'success', colour: 'brightgreen' } : { title, status: 'failed', colour: 'red' };
}

/** Badge for an error, e.g. `branch: not found`. */
export function errorBadge(title: string, status: string): Badge {
  return { title, status, colour: 'lightgrey' };
}

/** A badge as SVG, drawn by the library of shields.io. It is loaded for the first badge because it contains large font tables. */
export async function drawBadge({ title, status, colour }: Badge): Promise<string> {
  const { makeBadge } = await import('badge-maker');
  return makeBadge({ label: title, message: status, color: colour });
}
