import { randomBytes } from 'node:crypto';

/** What an action of a page has done. */
export interface ActionOutcome {
  readonly success: boolean;
  /** One sentence. */
  readonly sentence: string;
  /** The log of a request that was sent, without secrets. */
  readonly details?: string | undefined;
}

const MAX_OUTCOMES = 100;
/** Longer logs are truncated, because all outcomes are in memory. */
const MAX_DETAILS_CHARS = 50_000;
const MAX_AGE_MS = 10 * 60_000;

/**
 * The outcomes of recent actions. A form is answered with a redirect to a page (303), so that reloading the page does not send the form
 * again; the page's URL has the random id of the outcome, and the page shows it. Outcomes are in memory: after a restart, or in another
 * process, the page shows only the current state. The URL does not contain the sentence, because anyone could then write a link that shows any text.
 */
export class ActionOutcomes {
  readonly #outcomes = new Map<string, ActionOutcome & { readonly at: number }>();

  /** Stores an outcome and returns its id. */
  add(outcome: ActionOutcome, now: Date): string {
    const [oldest] = this.#outcomes.keys();
    if (oldest !== undefined && this.#outcomes.size >= MAX_OUTCOMES) this.#outcomes.delete(oldest);
    const id = randomBytes(16).toString('base64url');
    const details = truncate(outcome.details);
    this.#outcomes.set(id, { ...outcome, details, at: now.getTime() });
    return id;
  }

  /** Undefined if the id is unknown or too old. */
  find(id: string, now: Date): ActionOutcome | undefined {
    const outcome = this.#outcomes.get(id);
    return outcome && now.getTime() - outcome.at <= MAX_AGE_MS ? outcome : undefined;
  }
}

function truncate(details: string | undefined): string | undefined {
  if (details === undefined || details.length <= MAX_DETAILS_CHARS) return details;
  return `${details.slice(0, MAX_DETAILS_CHARS)}…\nThe rest of this log is not shown: ${details.length} characters in all.`;
}
