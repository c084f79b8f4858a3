import type { Query } from './query.ts';
import type { Step } from './step.ts';

/** Some steps, and the queries after them. */
export interface Phase {
  readonly steps: readonly Step[];
  readonly queries: readonly Query[];
}

/** Steps on a broker, and queries. Names end in `NAME_SUFFIX`; each replay puts another suffix there. */
export interface History {
  /** Such as `seed 5`, or the name of an edge case. */
  readonly name: string;
  readonly phases: readonly Phase[];
}

/** The end of all names in a history. */
export const NAME_SUFFIX = 'NONCE';

/** The same history or query with other names, to replay it on a broker that already has the first ones. */
export function withNameSuffix<T>(value: T, suffix: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(NAME_SUFFIX, suffix)) as T;
}
