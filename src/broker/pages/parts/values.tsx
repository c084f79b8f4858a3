import { approximateAge } from '../../../text/duration.ts';

/** A stored time in words, exact when pointed at. */
export function Timestamp({ time, now }: { time: string; now: Date }) {
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

/** Longer examples are cut; the pact as HAL has them whole. */
const longest = 300;

/** An example value, as JSON. */
export function Example({ text }: { text: string }) {
  return <code>{text.length > longest ? `${text.slice(0, longest)}…` : text}</code>;
}
