import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './compare.ts';
import { NAME_SUFFIX } from './history.ts';
import { UNDESCRIBED_SELECTOR } from './read-verification.ts';
import type { Answer } from './run-query.ts';

/** An intended difference from the official broker, described as narrowly as possible. */
export interface AcceptedDifference {
  readonly name: string;
  /** The id of its row in src/broker/DIFFERENCES.md. */
  readonly id: string;
  readonly reason: string;
  /** The two answers without this difference but with every other one. */
  readonly equalise: (difference: Difference) => { readonly theirs: Answer; readonly ours: Answer };
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    name: 'description of selectors',
    id: 'D54',
    reason: 'for `environment` and `branch: true` the official broker prints an internal object, ours a description',
    equalise: ({ theirs, ours }) => ({
      theirs,
      ours: equaliseLists(theirs, equaliseLists(theirs, ours, sameSelectorsInWords), sameButDuplicateEnvironment),
    }),
  },
  {
    name: 'branch or tags of the verification',
    id: 'D56',
    reason: 'the official broker names the branch or tags of the request even if only others have verified the pact',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButVerifiedBy) }),
  },
  {
    name: 'repeated reasons for WIP pacts',
    id: 'D57',
    reason: 'where a provider has tags, the official broker repeats reasons and tags, and uses the plural for one',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButRepetition) }),
  },
  {
    name: 'version in a reason',
    id: 'D68',
    reason: 'where no selector names a version, the official broker uses the version of the first row in every reason',
    equalise: ({ theirs, ours }) => ({ theirs, ours: equaliseLists(theirs, ours, sameButVersion) }),
  },
  {
    name: 'dashboard of an unknown pair',
    id: 'D102',
    reason: 'for an unknown pacticipant the official broker responds with 500, ours with 404',
    equalise: ({ at, theirs, ours }) => {
      const applies = 'query' in at && at.query.about === 'dashboard';
      return { theirs: applies && theirs.status === 500 && ours.status === 404 ? ours : theirs, ours };
    },
  },
  {
    name: 'latestby=cp',
    id: 'D70',
    reason:
      'the official broker responds with 500 when only some rows of a pair have a result, and picks any of several rows of the same time',
    equalise: ({ at, theirs, ours }) => {
      const applies = 'query' in at && /latestby=cp$/.test(at.query.path);
      return applies && (theirs.status === 500 || samePairs(theirs.rows, ours.rows))
        ? { theirs: ours, ours }
        : { theirs, ours };
    },
  },
];

/** Our answer, with each text of a list replaced by theirs if `same` finds them equivalent. */
function equaliseLists(
  theirs: Answer,
  ours: Answer,
  same: (theirs: string, ours: string, answer: Answer) => boolean,
): Answer {
  const equalised = Object.entries(ours).map(([name, value]) => {
    const other = theirs[name];
    if (!isTexts(value) || !isTexts(other)) return [name, value];
    return [name, value.map((text, i) => (other[i] !== undefined && same(other[i], text, ours) ? other[i] : text))];
  });
  return Object.fromEntries(equalised);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** The same selectors of a pact, except those that the official broker does not describe and their repetitions. */
function sameSelectorsInWords(theirs: string, ours: string): boolean {
  const parts = (text: string) => text.split(/: |, |\n {4}\* | (?=\((?:not )?(?:pending|wip))/);
  const wanted = parts(theirs);
  const had = parts(ours);
  const described = wanted.filter((part) => !part.includes(UNDESCRIBED_SELECTOR));
  return (
    described.length < wanted.length && wanted.length >= had.length && described.every((part) => had.includes(part))
  );
}

/** The official broker lists a version twice that is both deployed and released. */
function sameButDuplicateEnvironment(theirs: string, ours: string): boolean {
  const once = (text: string) => {
    const [first = '', ...criteria] = text.split('\n    * ');
    const one = first.replace('versions matching the following criteria', 'version matching the following criterion');
    return [one, ...new Set(criteria)].join('\n    * ');
  };
  return theirs !== ours && theirs.includes('version in environment') && once(theirs) === once(ours);
}

function sameButVerifiedBy(theirs: string, ours: string): boolean {
  const verifiedBy =
    /(previously been successfully verified by a version of .*) (?:from (?:branch '[^']*'|another branch)|with (?:tag '.*'|another tag))\./;
  const without = (text: string) => text.replace(verifiedBy, '$1.');
  return theirs !== ours && without(theirs) === without(ours);
}

/** The same entry or notice of a WIP pact, except for repetitions and plurals. */
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
  const plain = Object.entries(words).reduce((result, [several, one]) => result.replaceAll(several, one), text);
  return plain.replaceAll('this tag have', 'this tag has').replace(/ \((?:both|all) have the same content\)/, '');
}

/** The same reason for the same pair; a version that only our broker names is in our rows. */
function sameButVersion(theirs: string, ours: string, { rows }: Answer): boolean {
  const unversioned = (text: string) => text.replace(/(any version|version \S+) of/g, 'version of');
  const named = [...ours.matchAll(/version (\S+) of (.+?)(?= and | failed|$)/g)];
  const onlyOurs = named.filter(([words]) => !theirs.includes(words));
  const shown = onlyOurs.every(
    ([, number, name]) => isTexts(rows) && rows.some((row) => row.includes(`${name} ${number}`)),
  );
  return theirs !== ours && shown && unversioned(theirs) === unversioned(ours);
}

/** Rows for the same pairs, with any versions. */
function samePairs(theirs: unknown, ours: unknown): boolean {
  if (!isTexts(theirs) || !isTexts(ours)) return false;
  const name = new RegExp(`(^|→ ).*?-${NAME_SUFFIX}`, 'g');
  const pairs = (rows: readonly string[]) => rows.map((row) => row.match(name)?.join(' ')).sort();
  return isDeepStrictEqual(pairs(theirs), pairs(ours));
}
