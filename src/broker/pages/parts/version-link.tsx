import { shortenShas } from '../../../text/short-sha.ts';
import type { Urls } from '../../url/urls.ts';

/** A version, a commit by the digits that one recognises it by. */
export function VersionLink({ to, name, number }: { to: Urls; name: string; number: string }) {
  const short = shortenShas(number);
  return (
    <a class="version" href={to.version(name, number)} {...(short !== number && { title: number })}>
      {short}
    </a>
  );
}

/** A pacticipant. */
export function PacticipantLink({ to, name }: { to: Urls; name: string }) {
  return (
    <a class="pacticipant" href={to.pacticipant(name)}>
      {name}
    </a>
  );
}
