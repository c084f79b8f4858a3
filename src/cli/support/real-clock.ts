import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../fanout/clock.ts';

export const realClock: Clock = { now: Date.now, sleep: (ms) => setTimeout(ms) };
