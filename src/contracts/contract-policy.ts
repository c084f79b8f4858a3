import type { BackpressureLevel } from './backpressure-level.ts';

/** How far the pipeline turns its rate down, as a share of the full rate. The policy of this contract. */
export const contractPolicy: Readonly<Record<BackpressureLevel, number>> = { ok: 1.0, soft: 0.7, hard: 0.0 };
