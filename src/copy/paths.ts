/** A path whose parts are encoded: pathOf`/pacticipants/${name}`. */
export function pathOf(texts: TemplateStringsArray, ...parts: string[]): string {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}

/** The decoded part of a link that follows the part called `name`: `otter` in `…/provider/otter/consumer/…`. */
export function partAfter(name: string, href: string): string {
  const [, part = ''] = new RegExp(`/${name}/([^/?]+)`).exec(href) ?? [];
  return decodeURIComponent(part);
}
