import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { deployQuery } from '../matrix/query.ts';
import type { Criteria } from '../matrix/selector.ts';

/** The question: may this version be deployed there? */
export interface Question {
  readonly pacticipant: string;
  /** Absent: the latest of its main branch. */
  readonly version?: string | undefined;
  /** An environment, a tag that stands for one, or the main branches of all others ("can I merge"). */
  readonly to: { readonly environment: string } | { readonly tag: string } | 'main branches';
  /** Pacticipants whose results do not count. */
  readonly ignore?: readonly string[] | undefined;
}

/** The matrix query that the official client sends, but for all rows. */
export function questionPath({ pacticipant, version, to, ignore = [] }: Question): string {
  const selector = version === undefined ? { pacticipant, mainBranch: true } : { pacticipant, version };
  const ignored = ignore.map((name) => ({ pacticipant: name }));
  return matrixPath({ ...deployQuery(selector, targetCriteria(to)), ignore: ignored, limit: ALL_ROWS });
}

function targetCriteria(to: Question['to']): Criteria {
  if (to === 'main branches') return { latest: true, mainBranch: true };
  return 'tag' in to ? { tag: to.tag, latest: true } : to;
}

/** The version in words: `market-data-core 1.1.0`. */
export function subjectOf({ pacticipant, version }: Question): string {
  return version === undefined ? `the latest ${pacticipant} of its main branch` : `${pacticipant} ${version}`;
}

/** The target in words. */
export function targetOf({ to }: Question): string {
  if (to === 'main branches') return 'its main branch, beside those of all that it talks to';
  return 'environment' in to ? to.environment : `${to.tag} (by tag)`;
}
