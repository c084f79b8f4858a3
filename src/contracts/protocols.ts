import type { FeedbackEvent } from './feedback-event.ts';
import type { RateAdjustment } from './rate-adjustment.ts';

/** Takes a rate command and acts on it; resolves to nothing. Source: market_data_core.protocols.RateController. */
export interface RateController {
  apply(adjustment: RateAdjustment): Promise<void>;
}

/** Hands a feedback event to whoever listens; resolves to nothing. Source: market_data_core.protocols.FeedbackPublisher. */
export interface FeedbackPublisher {
  publish(event: FeedbackEvent): Promise<void>;
}
