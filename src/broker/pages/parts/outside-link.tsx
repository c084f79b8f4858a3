/** A link that a client gave: followed only where it leads to a web page; anything else, like `javascript:`, is text. */
export function OutsideLink({ href, text }: { href: string; text?: string }) {
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
