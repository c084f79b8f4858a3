import { approximateAge } from '../../../text/duration.ts';

/** A stored time in words, exact when pointed at. */
export function When({ time, now }: { time: string; now: Date }) {
  return (
    <time datetime={time} title={inFull(time)}>
      {`${approximateAge(time, now)} ago`}
    </time>
  );
}

const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `26 November 2026, 03:20:11 UTC` */
function inFull(time: string): string {
  const date = new Date(time);
  return `${dayOf.format(date)}, ${date.toISOString().slice(11, 19)} UTC`;
}
