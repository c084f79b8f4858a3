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

/** @throws ContractError COPY_TOO_OLD */
export function assertNotOlderThan(maxAgeMs: number, copy: OfflineCopy, now: Date): void {
  if (ageMs(copy, now) > maxAgeMs) throw new ContractError('COPY_TOO_OLD', describeCopy(copy, now));
}

/** The age of the copy, as a sentence. */
export function describeCopy(copy: OfflineCopy, now: Date): string {
  const { file, asOf, lastChange, writtenAt } = copy;
  const age = `${file} has the state of ${formatMinute(asOf)}, ${approximateAge(asOf.toISOString(), now)} ago`;
  const change = lastChange ? `last change ${formatMinute(lastChange)}` : 'no changes recorded';
  return `${age} (${change}, file written ${formatMinute(writtenAt)})`;
}

/** The copy and its age for `--json`. */
export function presentCopy(copy: OfflineCopy, now: Date) {
  return { ...copy, ageSeconds: Math.floor(ageMs(copy, now) / 1000) };
}

function ageMs({ asOf }: OfflineCopy, now: Date): number {
  return Math.max(0, now.getTime() - asOf.getTime());
}

/** `2026-11-26 03:31 UTC` */
function formatMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
