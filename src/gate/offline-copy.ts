import { ContractError } from '../config/errors.ts';
import { approximateAge } from '../text/duration.ts';

/** An offline copy of a broker, with the time of its state. */
export interface OfflineCopy {
  readonly file: string;
  /** The copy has the state of the broker at this time: the later of its creation and its last change, or when the file was written. */
  readonly asOf: Date;
  readonly lastChange?: Date | undefined;
  readonly writtenAt: Date;
}

/**
 * A copy with a time stamp later than now has an unknown age: a clock was wrong, or the stamps were changed. It is not fresh.
 * @param maxAgeMs infinite when any age is accepted, also an unknown one
 * @throws ContractError COPY_TOO_OLD, COPY_FROM_FUTURE
 */
export function assertNotOlderThan(maxAgeMs: number, copy: OfflineCopy, now: Date): void {
  if (maxAgeMs === Number.POSITIVE_INFINITY) return;
  if (isFromFuture(copy, now)) throw new ContractError('COPY_FROM_FUTURE', describeCopy(copy, now));
  if (ageMs(copy, now) > maxAgeMs) throw new ContractError('COPY_TOO_OLD', describeCopy(copy, now));
}

/** The age of the copy, as a sentence. */
export function describeCopy(copy: OfflineCopy, now: Date): string {
  const { file, asOf, lastChange, writtenAt } = copy;
  const ago = isFromFuture(copy, now)
    ? `with a time stamp later than now, ${formatMinute(now)}`
    : `${approximateAge(asOf.toISOString(), now)} ago`;
  const age = `${file} has the state of ${formatMinute(asOf)}, ${ago}`;
  const change = lastChange ? `last change ${formatMinute(lastChange)}` : 'no changes recorded';
  return `${age} (${change}, file written ${formatMinute(writtenAt)})`;
}

/** The copy and its age for `--json`. The age is null when a time stamp is later than now. */
export function presentCopy(copy: OfflineCopy, now: Date) {
  return { ...copy, ageSeconds: isFromFuture(copy, now) ? null : Math.floor(ageMs(copy, now) / 1000) };
}

function isFromFuture({ asOf, lastChange, writtenAt }: OfflineCopy, now: Date): boolean {
  return [asOf, lastChange, writtenAt].some((date) => date && date.getTime() > now.getTime());
}

function ageMs({ asOf }: OfflineCopy, now: Date): number {
  return now.getTime() - asOf.getTime();
}

/** `2026-11-26 03:31 UTC` */
function formatMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
