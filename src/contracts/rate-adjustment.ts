import { z } from 'zod';
import { BackpressureLevel } from './backpressure-level.ts';

/**
 * Command from the pipeline to a data provider: run at this share of the full rate. Source: market_data_core.telemetry.RateAdjustment, since
 * core 1.1.0; the same in 1.4.61.
 */
export const RateAdjustment = z.object({
  /** The data provider: `ibkr`, `synthetic`, … */
  provider: z.string(),
  /** 0.0 (pause) … 1.0 (full rate). */
  scale: z.number().min(0).max(1),
  /** The level that caused the adjustment. */
  reason: BackpressureLevel,
  /** Unix epoch, seconds. */
  ts: z.number(),
});
export type RateAdjustment = z.infer<typeof RateAdjustment>;

/** The command in response to a `soft` FeedbackEvent. */
export const rateAdjustmentExample: RateAdjustment = {
  provider: 'ibkr',
  scale: 0.7,
  reason: 'soft',
  ts: 1760000000.25,
};
