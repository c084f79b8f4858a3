import type { Query } from './query.ts';
import type { Step } from './step.ts';

/** Some steps, and what is asked after them. */
export interface Phase {
  readonly steps: readonly Step[];
  readonly queries: readonly Query[];
}

/** What happens to a broker, and what it is asked. Names end in `marker`, in whose place each telling puts a word of its own. */
export interface History {
  /** `seed 5`, or the title of an edge case. */
  readonly name: string;
  readonly phases: readonly Phase[];
}

/** Ends the names of a history. */
export const NAME_SUFFIX = 'NONCE';

/** The same history or query with other names, so that it can be replayed on a broker that has the original. */
export function withNameSuffix<T>(value: T, suffix: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(NAME_SUFFIX, suffix)) as T;
}
