import { ALL_ROWS, matrixPath } from '../matrix/path.ts';
import { deployQuery } from '../matrix/query.ts';
import type { Criteria } from '../matrix/selector.ts';

/** The question whether a version may be deployed. */
export interface Question {
  readonly pacticipant: string;
  /** Default: the latest version of its main branch. */
  readonly version?: string | undefined;
  /** An environment, a tag for an environment, or the main branches of its consumers and providers ("can I merge"). */
  readonly to: { readonly environment: string } | { readonly tag: string } | 'main branches';
  /** Pacticipants whose results are ignored. */
  readonly ignore?: readonly string[] | undefined;
}

/** The matrix query that the official client sends, with a limit that includes all rows. */
export function questionPath({ pacticipant, version, to, ignore = [] }: Question): string {
  const selector = version === undefined ? { pacticipant, mainBranch: true } : { pacticipant, version };
  const ignored = ignore.map((name) => ({ pacticipant: name }));
  return matrixPath({ ...deployQuery(selector, targetCriteria(to)), ignore: ignored, limit: ALL_ROWS });
}

function targetCriteria(to: Question['to']): Criteria {
  if (to === 'main branches') return { latest: true, mainBranch: true };
  return 'tag' in to ? { tag: to.tag, latest: true } : to;
}

/** The version for a report: `market-data-core 1.1.0`. */
export function subjectOf({ pacticipant, version }: Question): string {
  return version === undefined
    ? `the latest version of ${pacticipant} on its main branch`
    : `${pacticipant} ${version}`;
}

/** The target for a report. */
export function targetOf({ to }: Question): string {
  if (to === 'main branches')
    return 'its main branch (checked against the main branches of its consumers and providers)';
  return 'environment' in to ? to.environment : `${to.tag} (by tag)`;
}
