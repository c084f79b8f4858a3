import { approximateAge } from '../../../text/duration.ts';

/** A stored time as its age, with the exact time as a tooltip. */
export function Timestamp({ time, now }: { time: string; now: Date }) {
  return (
    <time datetime={time} title={formatExactly(time)}>
      {`${approximateAge(time, now)} ago`}
    </time>
  );
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `26 November 2026, 03:20:11 UTC` */
function formatExactly(time: string): string {
  const date = new Date(time);
  return `${dayFormat.format(date)}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** Longer examples and rules are shortened; the API returns them in full. */
export const MAX_EXAMPLE_CHARS = 300;

/** Texts are shown with their line breaks, and longer. */
const MAX_TEXT_CHARS = 2_000;

function shorten(text: string, limit = MAX_EXAMPLE_CHARS): string {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters, see the pact as HAL)` : text;
}

/** A text that is not JSON. */
export function TextExample({ text }: { text: string }) {
  return <pre class="text">{shorten(text, MAX_TEXT_CHARS)}</pre>;
}

/** An example value of a pact, as JSON. */
export function Example({ text }: { text: string }) {
  return <code>{shorten(text)}</code>;
}

/** The description of a rule, which may contain the example. */
export function RuleText({ text }: { text: string }) {
  return <span class="rule">{shorten(text)}</span>;
}
