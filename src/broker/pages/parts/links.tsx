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

/** A link that a client gave: followed only where it leads to a web page; anything else, like `javascript:`, is text. */
export function ExternalLink({ href, text }: { href: string; text?: string }) {
  if (!isWebPage(href)) return <span class="address">{href}</span>;
  return (
    <a href={href} rel="noopener noreferrer nofollow" class="outside">
      {text ?? href}
    </a>
  );
}

function isWebPage(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:'].includes(new URL(href).protocol);
}
