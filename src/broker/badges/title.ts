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
