import { ContractError } from '../config/errors.ts';

/** The copy of a broker that the gate asks, and what is known of its age. */
export interface OfflineCopy {
  readonly file: string;
  /** Until when it knows what happened. */
  readonly asOf: Date;
  readonly lastChange?: Date | undefined;
  readonly writtenAt: Date;
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A length of time such as `90m`, `24h` or `7d`, in milliseconds.
 * @throws ContractError USAGE
 */
export function durationMs(option: string, text: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (!count || !unit) throw new ContractError('USAGE', `--${option} is a number with s, m, h or d (24h), not ${text}`);
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}

/** @throws ContractError COPY_TOO_OLD when the copy knows nothing of so long a time */
export function refuseOlderThan(maxAgeMs: number, copy: OfflineCopy, now: Date): void {
  if (ageMs(copy, now) > maxAgeMs) throw new ContractError('COPY_TOO_OLD', tellCopy(copy, now));
}

/** How old the copy is, in a sentence. */
export function tellCopy(copy: OfflineCopy, now: Date): string {
  const { file, asOf, lastChange, writtenAt } = copy;
  const age = `${file} tells how things stood on ${minute(asOf)}, ${ago(now.getTime() - asOf.getTime())}`;
  const change = lastChange ? `last change in it ${minute(lastChange)}` : 'nothing was ever recorded in it';
  return `${age} (${change}, file written ${minute(writtenAt)})`;
}

/** The same for machines. */
export function copyAsData(copy: OfflineCopy, now: Date) {
  return { ...copy, ageSeconds: Math.floor(ageMs(copy, now) / 1000) };
}

function ageMs({ asOf }: OfflineCopy, now: Date): number {
  return Math.max(0, now.getTime() - asOf.getTime());
}

/** `2026-11-26 03:31 UTC` */
function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function ago(ms: number): string {
  const [count, unit] =
    ms < unitMs.h ? [ms / unitMs.m, 'minute'] : ms < 2 * unitMs.d ? [ms / unitMs.h, 'hour'] : [ms / unitMs.d, 'day'];
  const whole = Math.max(0, Math.floor(count as number));
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}
