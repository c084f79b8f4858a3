/** May this version go there? */
export interface Question {
  readonly pacticipant: string;
  /** Absent: the latest of its main branch. */
  readonly version?: string | undefined;
  /** An environment, a tag that stands for one, or beside the main branches of all others ("can I merge"). */
  readonly to: { readonly environment: string } | { readonly tag: string } | 'main branches';
  /** Pacticipants whose results do not count. */
  readonly ignore?: readonly string[] | undefined;
}

/**
 * The question as the official client puts it to `/matrix`, and one thing more: by default a broker looks at no more than 100
 * rows and decides by those, so that a failure beyond them would be a yes.
 */
export function matrixPath({ pacticipant, version, to, ignore = [] }: Question): string {
  const parts = [
    ['q[][pacticipant]', pacticipant],
    version === undefined ? ['q[][mainBranch]', 'true'] : ['q[][version]', version],
    ...ignore.map((name) => ['ignore[][pacticipant]', name]),
    ...destination(to),
    ['limit', '100000'],
  ];
  return `/matrix?${parts.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

function destination(to: Question['to']): string[][] {
  if (to === 'main branches') return [...newest, ['mainBranch', 'true']];
  if ('tag' in to) return [['tag', to.tag], ...newest];
  return [
    ['latestby', 'cvpv'],
    ['environment', to.environment],
  ];
}

const newest = [
  ['latestby', 'cvp'],
  ['latest', 'true'],
];

/** The version as one says it: `market-data-core 1.1.0`. */
export function subjectOf({ pacticipant, version }: Question): string {
  return version === undefined ? `the latest ${pacticipant} of its main branch` : `${pacticipant} ${version}`;
}

/** Where to, as one says it. */
export function targetOf({ to }: Question): string {
  if (to === 'main branches') return 'its main branch, beside those of all that it talks to';
  return 'environment' in to ? to.environment : `${to.tag} (by tag)`;
}
