import type { FeedbackEvent } from '../contracts/feedback-event.ts';
import type { FeedbackPublisher } from '../contracts/protocols.ts';

export type FeedbackSubscriber = (event: FeedbackEvent) => unknown;

/** Called for each error of a subscriber; an error that it throws rejects `publish`. */
export type FailureReport = (error: unknown, event: FeedbackEvent) => void;

/** A publish-subscribe bus within one process. An error of one subscriber does not affect the others. */
export class FeedbackBus implements FeedbackPublisher {
  readonly #subscriptions = new Set<{ readonly subscriber: FeedbackSubscriber }>();
  readonly #reportFailure: FailureReport;

  constructor(reportFailure: FailureReport) {
    this.#reportFailure = reportFailure;
  }

  /** Passes every event published from now on to `subscriber`, until the returned function is called. */
  subscribe(subscriber: FeedbackSubscriber): () => void {
    const subscription = { subscriber };
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  /** Passes the event to all current subscribers at the same time; resolves when each has finished or failed. */
  async publish(event: FeedbackEvent): Promise<void> {
    const deliveries = [...this.#subscriptions].map(async ({ subscriber }) => subscriber(event));
    for (const delivery of await Promise.allSettled(deliveries))
      if (delivery.status === 'rejected') this.#reportFailure(delivery.reason, event);
  }
}
