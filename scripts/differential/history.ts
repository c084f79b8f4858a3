import type { Question } from './question.ts';
import type { Step } from './step.ts';

/** Some steps, and what is asked after them. */
export interface Chapter {
  readonly steps: readonly Step[];
  readonly questions: readonly Question[];
}

/** What happens to a broker, and what it is asked. Names end in `marker`, in whose place each telling puts a word of its own. */
export interface History {
  /** Such as `seed 5`, or what a told one is about. */
  readonly name: string;
  readonly chapters: readonly Chapter[];
}

/** Ends the names of a history. */
export const marker = 'NONCE';

/** The same history or question with other names, so that it can be told to a broker that knows it already. */
export function renamed<T>(told: T, nonce: string): T {
  return JSON.parse(JSON.stringify(told).replaceAll(marker, nonce)) as T;
}
