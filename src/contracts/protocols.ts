import type { FeedbackEvent } from './feedback-event.ts';
import type { RateAdjustment } from './rate-adjustment.ts';

/** Applies a rate adjustment; resolves to nothing. Source: market_data_core.protocols.RateController. */
export interface RateController {
  apply(adjustment: RateAdjustment): Promise<void>;
}

/** Publishes a feedback event to its subscribers; resolves to nothing. Source: market_data_core.protocols.FeedbackPublisher. */
export interface FeedbackPublisher {
  publish(event: FeedbackEvent): Promise<void>;
}

/** Whether it has the methods of a RateController, as core's runtime-checkable protocols check it. */
export function isRateController(value: unknown): value is RateController {
  return hasMethod(value, 'apply');
}

/** Whether it has the methods of a FeedbackPublisher, as core's runtime-checkable protocols check it. */
export function isFeedbackPublisher(value: unknown): value is FeedbackPublisher {
  return hasMethod(value, 'publish');
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[name] === 'function';
}
