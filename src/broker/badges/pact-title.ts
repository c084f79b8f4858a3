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
