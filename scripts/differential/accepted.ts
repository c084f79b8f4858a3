import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './compare.ts';
import { NAME_SUFFIX } from './history.ts';
import { UNDESCRIBED_SELECTOR } from './read-verification.ts';
import type { Answer } from './run-query.ts';

/** A difference that we want, narrowly described. */
export interface AcceptedDifference {
  readonly name: string;
  /** The id of its row in src/broker/DIFFERENCES.md. */
  readonly id: string;
  readonly reason: string;
  /** The two answers with this difference taken out, and every other one still in. */
  readonly equalise: (difference: Difference) => { readonly theirs: Answer; readonly ours: Answer };
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    name: 'selectors in words',
    id: 'D54',
    reason: 'for `environment` and `branch: true` the official broker prints its innards, where we say what is meant',
    equalise: ({ theirs, ours }) => ({
      theirs,
      ours: equaliseLists(theirs, equaliseLists(theirs, ours, sameSelectorsInWords), sameButDuplicateEnvironment),
    }),
  },
  {
    name: 'the branch that verified it',
    id: 'D56',
    reason: 'the official broker names the branch that asks, also where only another one has verified the pact',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButBranchName) }),
  },
  {
    name: 'work in progress told once',
    id: 'D57',
    reason:
      'where a provider has tags, the official broker repeats reasons and tags, and speaks of several where there is one',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButRepetition) }),
  },
  {
    name: 'the version in a reason',
    id: 'D68',
    reason: 'where no selector names a version, the official broker takes that of its first row for every reason',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButVersion) }),
  },
  {
    name: 'a dashboard of nobody',
    id: 'D102',
    reason: 'for a pacticipant that is not there the official broker answers 500, and we 404',
    equalise: ({ at, theirs, ours }) => {
      const asked = 'query' in at && at.query.about === 'dashboard';
      return { theirs: asked && theirs.status === 500 && ours.status === 404 ? ours : theirs, ours };
    },
  },
  {
    name: 'latestby=cp',
    id: 'D70',
    reason:
      'the official broker answers 500 when only some rows of a pair have a result, and takes any of several equally late ones',
    equalise: ({ at, theirs, ours }) => {
      const asked = 'query' in at && /latestby=cp$/.test(at.query.path);
      return asked && (theirs.status === 500 || samePairs(theirs.rows, ours.rows))
        ? { theirs: ours, ours }
        : { theirs, ours };
    },
  },
];

/** Our answer with each text of a list replaced by theirs where `same` says that it means the same. */
function equaliseLists(
  theirs: Answer,
  ours: Answer,
  same: (theirs: string, ours: string, answer: Answer) => boolean,
): Answer {
  const levelled = Object.entries(ours).map(([name, value]) => {
    const other = theirs[name];
    if (!isTexts(value) || !isTexts(other)) return [name, value];
    return [name, value.map((text, i) => (other[i] !== undefined && same(other[i], text, ours) ? other[i] : text))];
  });
  return Object.fromEntries(levelled);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** The same list of things that a pact was selected for, but for those that they have no words for, and repetitions of these. */
function sameSelectorsInWords(theirs: string, ours: string): boolean {
  const parts = (text: string) => text.split(/: |, |\n {4}\* | (?=\((?:not )?(?:pending|wip))/);
  const [wanted, had] = [parts(theirs), parts(ours)];
  const worded = wanted.filter((part) => !part.includes(UNDESCRIBED_SELECTOR));
  return worded.length < wanted.length && wanted.length >= had.length && worded.every((part) => had.includes(part));
}

/** A version that is both deployed and released is listed twice by the official broker. */
function sameButDuplicateEnvironment(theirs: string, ours: string): boolean {
  const once = (text: string) => {
    const [first = '', ...criteria] = text.split('\n    * ');
    const one = first.replace('versions matching the following criteria', 'version matching the following criterion');
    return [one, ...new Set(criteria)].join('\n    * ');
  };
  return theirs !== ours && theirs.includes('version in environment') && once(theirs) === once(ours);
}

function sameButBranchName(theirs: string, ours: string): boolean {
  const unnamed = (text: string) =>
    text.replace(/(previously been successfully verified by .*) from (branch '[^']*'|another branch)\./, '$1.');
  return theirs !== ours && unnamed(theirs) === unnamed(ours);
}

/** The same entry or notice of work in progress, but for repetitions and plurals. */
function sameButRepetition(theirs: string, ours: string): boolean {
  const once = (text: string) =>
    [...new Set(singular(text).split(/(?<=: )|, | \((?=(?:not )?(?:pending|wip))/))].join(', ');
  return theirs !== ours && /wip\)(: \d+)?$|with tag/.test(theirs) && once(theirs) === once(ours);
}

function singular(text: string): string {
  const words = {
    'a versions of': 'a version of',
    'any versions of': 'any version of',
    'these tags has': 'this tag has',
    'these tags': 'this tag',
  };
  const plain = Object.entries(words).reduce((told, [several, one]) => told.replaceAll(several, one), text);
  return plain.replaceAll('this tag have', 'this tag has').replace(/ \((?:both|all) have the same content\)/, '');
}

/** The same reason of the same two; a version that only we name is one that our rows show. */
function sameButVersion(theirs: string, ours: string, { rows }: Answer): boolean {
  const unversioned = (text: string) => text.replace(/(any version|version \S+) of/g, 'version of');
  const named = [...ours.matchAll(/version (\S+) of (.+?)(?= and | failed|$)/g)];
  const onlyOurs = named.filter(([words]) => !theirs.includes(words));
  const shown = onlyOurs.every(
    ([, number, name]) => isTexts(rows) && rows.some((row) => row.includes(`${name} ${number}`)),
  );
  return theirs !== ours && shown && unversioned(theirs) === unversioned(ours);
}

/** A row for each of the same pairs, whichever versions stand for them. */
function samePairs(theirs: unknown, ours: unknown): boolean {
  if (!isTexts(theirs) || !isTexts(ours)) return false;
  const name = new RegExp(`(^|→ ).*?-${NAME_SUFFIX}`, 'g');
  const pairs = (rows: readonly string[]) => rows.map((row) => row.match(name)?.join(' ')).sort();
  return isDeepStrictEqual(pairs(theirs), pairs(ours));
}
