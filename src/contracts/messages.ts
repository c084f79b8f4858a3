import { FeedbackEvent } from './feedback-event.ts';
import { RateAdjustment } from './rate-adjustment.ts';

/** The messages of the contract, by the names of core's classes in market_data_core.telemetry. */
export const messages = { FeedbackEvent, RateAdjustment };
export type MessageName = keyof typeof messages;
