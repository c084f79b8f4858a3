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

/** The consumer or the provider of a pact, with the tag that selected its version, if any. */
export interface Party {
  readonly name: string;
  readonly tag?: string;
}

/** Options for the title of a badge, from the query string. */
export interface TitleOptions {
  /** `consumer` or `provider`: the title names only that pacticipant. */
  readonly label?: string | undefined;
  /** Names of several words are shortened to their initials. */
  readonly initials: boolean;
}

/** The title of a pact's badge: `tinker/glazier pact`, `glazier (prod) pact`. */
export function pactTitle(consumer: Party, provider: Party, { label, initials }: TitleOptions): string {
  const consumerName = nameOf(consumer, initials);
  const providerName = nameOf(provider, initials);
  const single = new Map([
    ['consumer', consumerName],
    ['provider', providerName],
  ]).get(label?.toLowerCase() ?? '');
  return `${single ?? `${consumerName}/${providerName}`} pact`.toLowerCase();
}

function nameOf({ name, tag }: Party, initials: boolean): string {
  const short = (initials && initialsOf(name)) || name;
  return tag === undefined ? short : `${short} (${tag})`;
}

/** The initials of the words of a name; undefined for a name of one word. */
function initialsOf(name: string): string | undefined {
  const spaced = wordsOf(name, /[\s_-]/);
  const words = spaced.length === 1 ? wordsOf(name.replace(wordEnd, '_'), /_/) : spaced;
  return words.length > 1 ? words.map(([first = '']) => first).join('') : undefined;
}

/** Matches the boundary between words in camel case: between `API` and `Gateway`, between `feed` and `Back`. */
const wordEnd = /(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z\d])(?=[A-Z])/g;

/** Splits a name and drops the empty words at the end, like Ruby's `split`. */
function wordsOf(name: string, separator: RegExp): string[] {
  const words = name.split(separator);
  return words.slice(0, words.findLastIndex(Boolean) + 1);
}

/** A badge as SVG, drawn by the library of shields.io. It is loaded for the first badge because it contains large font tables. */
export async function drawBadge({ title, status, colour }: Badge): Promise<string> {
  const { makeBadge } = await import('badge-maker');
  return makeBadge({ label: title, message: status, color: colour });
}
