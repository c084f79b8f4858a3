import { shortenShas } from '../../../text/short-sha.ts';
import type { Urls } from '../../url/urls.ts';
import { clampOf, NameText } from './name.tsx';

/** A version; a commit SHA is shortened. */
export function VersionLink({ urls, name, number }: { urls: Urls; name: string; number: string }) {
  const short = shortenShas(number);
  return (
    <a {...clampOf(short, 'version')} href={urls.version(name, number)} {...(short !== number && { title: number })}>
      <NameText text={short} />
    </a>
  );
}

export function PacticipantLink({ urls, name }: { urls: Urls; name: string }) {
  return (
    <a {...clampOf(name, 'pacticipant')} href={urls.pacticipant(name)}>
      <NameText text={name} />
    </a>
  );
}

/** A URL that a client has published. It is a link only if it is an HTTP URL: `javascript:` and the like stay text. */
export function ExternalLink({ href, text }: { href: string; text?: string }) {
  if (!isHttpUrl(href)) return <span class="address">{href}</span>;
  return (
    <a href={href} rel="noopener noreferrer nofollow" class="external">
      {text ?? href}
    </a>
  );
}

function isHttpUrl(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:'].includes(new URL(href).protocol);
}
