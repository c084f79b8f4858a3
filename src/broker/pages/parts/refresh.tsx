import type { BrokerContext } from '../../context.ts';
import type { PageContext } from '../page.ts';
import { ownPath } from './own-path.ts';

const MIN_SECONDS = 10;
const MAX_SECONDS = 3_600;
const OFFERED_SECONDS = 30;

/** The interval that `?refresh=30` asks for, in seconds; undefined if there is none or it is not accepted. */
export function refreshSeconds(c: BrokerContext): number | undefined {
  const text = c.req.query('refresh') ?? '';
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** States the interval at which the page reloads, with a link that stops it. The header `Refresh` reloads the page, without a script. */
export function RefreshNotice({ context }: { context: PageContext }) {
  const { c } = context;
  if (c.req.query('refresh') === undefined) return null;
  const seconds = refreshSeconds(c);
  const stop = <a href={ownPath(context)}>{seconds ? 'Stop' : 'Show the page without refresh'}</a>;
  if (seconds)
    return (
      <p class="note">
        {`This page reloads every ${seconds} s. `}
        {stop}
      </p>
    );
  return (
    <p role="alert" class="problem">
      {`This page does not reload: refresh must be a whole number of seconds from ${MIN_SECONDS} to ${MAX_SECONDS}. `}
      {stop}
    </p>
  );
}

/** A link that makes the page reload at an interval. */
export function RefreshLink({ context }: { context: PageContext }) {
  if (context.c.req.query('refresh') !== undefined) return null;
  const path = ownPath(context);
  return (
    <a href={`${path}${path.includes('?') ? '&' : '?'}refresh=${OFFERED_SECONDS}`} rel="nofollow">
      {`Refresh every ${OFFERED_SECONDS} s`}
    </a>
  );
}
