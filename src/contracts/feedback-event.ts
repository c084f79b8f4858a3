import { z } from 'zod';
import { BackpressureLevel } from './backpressure-level.ts';

/**
 * Backpressure feedback: how full a store coordinator's queue is. Source: market_data_core.telemetry.FeedbackEvent, v1.1.0.
 * Fields it does not name are accepted and dropped: store's own event adds `reason`.
 */
export const FeedbackEvent = z.object({
  /** Who emits, e.g. `bars_coordinator_1`. */
  coordinator_id: z.string(),
  /** Events waiting. */
  queue_size: z.int().min(0),
  /** Events the queue can hold. */
  capacity: z.int().positive(),
  level: BackpressureLevel,
  /** The emitting component. */
  source: z.string().default('store'),
  /** Unix epoch, seconds. */
  ts: z.number(),
});
export type FeedbackEvent = z.infer<typeof FeedbackEvent>;

/** What core writes for a queue that is nearly full. */
export const feedbackEventExample: FeedbackEvent = {
  coordinator_id: 'bars_coordinator_1',
  queue_size: 850,
  capacity: 1000,
  level: 'soft',
  source: 'store',
  ts: 1760000000.25,
};
