import type { HttpResponse } from './http.ts';

/** The texts and colour of a badge. */
export interface ShownBadge {
  readonly title: string;
  readonly status: string;
  readonly colour: string;
}

/** Reads the badge of a response, either an SVG or a redirect to shields.io. */
export function readBadge(answer: HttpResponse): ShownBadge | undefined {
  const isPicture = answer.headers['content-type']?.startsWith('image/svg+xml');
  return readAddress(answer.headers.location ?? '') ?? (isPicture ? readPicture(answer.text) : undefined);
}

/** `…/badge/tinker%2Fglazier%20pact-verified-brightgreen.svg`; a dash or underscore in a text is doubled. */
function readAddress(location: string): ShownBadge | undefined {
  const [, path] = /^https:\/\/img\.shields\.io\/badge\/(.*)\.svg$/.exec(location) ?? [];
  const [title, status, colour] = path?.split(/(?<!-)-(?!-)/).map(readText) ?? [];
  return title && status && colour ? { title, status, colour } : undefined;
}

function readText(text: string): string {
  return decodeURIComponent(text).replaceAll('--', '-').replaceAll('__', '_');
}

const colours = new Map([
  ['#4b0', 'brightgreen'],
  ['#dd4343', 'red'],
  ['#ea7233', 'orange'],
  ['#939393', 'lightgrey'],
]);

function readPicture(svg: string): ShownBadge | undefined {
  const texts = [...svg.matchAll(/<\/g><text[^>]*>([^<]*)</g)].map(([, text = '']) =>
    text.replace(/&(\w+);/g, character),
  );
  const [title, status] = texts;
  const [, fill = ''] = /<rect x="[^>]*fill="(#\w+)"/.exec(svg) ?? [];
  return title && status ? { title, status, colour: colours.get(fill) ?? fill } : undefined;
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function character(entity: string, name: string): string {
  return entities.get(name) ?? entity;
}
