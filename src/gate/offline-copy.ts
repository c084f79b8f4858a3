import { ContractError } from '../config/errors.ts';
import { approximateAge } from '../text/duration.ts';

/** The offline copy of a broker, and its age. */
export interface OfflineCopy {
  readonly file: string;
  /** The state of the broker at this time: when the copy was made or last changed, whichever is later; else when the file was written. */
  readonly asOf: Date;
  readonly lastChange?: Date | undefined;
  readonly writtenAt: Date;
}

/** @throws ContractError COPY_TOO_OLD when the copy is older than the limit */
export function refuseOlderThan(maxAgeMs: number, copy: OfflineCopy, now: Date): void {
  if (ageMs(copy, now) > maxAgeMs) throw new ContractError('COPY_TOO_OLD', tellCopy(copy, now));
}

/** The age of the copy, as a sentence. */
export function tellCopy(copy: OfflineCopy, now: Date): string {
  const { file, asOf, lastChange, writtenAt } = copy;
  const age = `${file} tells how things stood on ${minute(asOf)}, ${approximateAge(asOf.toISOString(), now)} ago`;
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
