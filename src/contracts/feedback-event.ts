import { z } from 'zod';
import { BackpressureLevel } from './backpressure-level.ts';

/**
 * Backpressure feedback: how full a store coordinator's queue is. Source: market_data_core.telemetry.FeedbackEvent, since core 1.1.0; the
 * same in 1.4.61.
 * Other fields are accepted and ignored: the store's event has `reason`, too.
 */
export const FeedbackEvent = z.object({
  /** The coordinator that emits the event, e.g. `bars_coordinator_1`. */
  coordinator_id: z.string(),
  /** The number of queued events. */
  queue_size: z.int().min(0),
  /** The maximum number of queued events. */
  capacity: z.int().positive(),
  level: BackpressureLevel,
  /** The emitting component. */
  source: z.string().default('store'),
  /** Unix epoch, seconds. */
  ts: z.number(),
});
export type FeedbackEvent = z.infer<typeof FeedbackEvent>;

/** The event that core writes for a queue near capacity. */
export const feedbackEventExample: FeedbackEvent = {
  coordinator_id: 'bars_coordinator_1',
  queue_size: 850,
  capacity: 1000,
  level: 'soft',
  source: 'store',
  ts: 1760000000.25,
};
