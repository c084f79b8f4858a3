import { z } from 'zod';

/**
 * How full a queue is: `ok` normal, `soft` near capacity (throttle), `hard` at capacity (stop). Source: market_data_core.telemetry, since core
 * 1.1.0; the same in 1.4.61.
 */
export const BackpressureLevel = z.enum(['ok', 'soft', 'hard']);
export type BackpressureLevel = z.infer<typeof BackpressureLevel>;

/** The policy of this contract: the rate for each level, as a share of the full rate. */
export const contractPolicy: Readonly<Record<BackpressureLevel, number>> = { ok: 1.0, soft: 0.7, hard: 0.0 };
