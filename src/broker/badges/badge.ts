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

/** One of the two that a pact is between, with the tag that it is looked at by, if any. */
export interface Party {
  readonly name: string;
  readonly tag?: string;
}

/** How the reader of a badge wants its title. */
export interface TitleOptions {
  /** `consumer` or `provider` names that one alone. */
  readonly label?: string | undefined;
  /** Names of several words are told by their initials. */
  readonly initials: boolean;
}

/** The title of a pact's badge: `tinker/glazier pact`, `glazier (prod) pact`. */
export function pactTitle(consumer: Party, provider: Party, { label, initials }: TitleOptions): string {
  const [left, right] = [consumer, provider].map((party) => nameOf(party, initials)) as [string, string];
  const alone = new Map([
    ['consumer', left],
    ['provider', right],
  ]).get(label?.toLowerCase() ?? '');
  return `${alone ?? `${left}/${right}`} pact`.toLowerCase();
}

function nameOf({ name, tag }: Party, initials: boolean): string {
  const short = (initials && initialsOf(name)) || name;
  return tag === undefined ? short : `${short} (${tag})`;
}

/** Nothing when the name is one word. */
function initialsOf(name: string): string | undefined {
  const spaced = wordsOf(name, /[\s_-]/);
  const words = spaced.length === 1 ? wordsOf(name.replace(wordEnd, '_'), /_/) : spaced;
  return words.length > 1 ? words.map(([first = '']) => first).join('') : undefined;
}

/** Between `API` and `Gateway`, between `feed` and `Back`. */
const wordEnd = /(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z\d])(?=[A-Z])/g;

function wordsOf(name: string, between: RegExp): string[] {
  const words = name.split(between);
  return words.slice(0, words.findLastIndex(Boolean) + 1);
}

/** A badge as SVG, the same picture as shields.io draws. The drawing comes with tables of fonts: they are loaded for the first one. */
export async function drawBadge({ title, status, colour }: Badge): Promise<string> {
  const { makeBadge } = await import('badge-maker');
  return makeBadge({ label: title, message: status, color: colour });
}
