import type { Context } from 'hono';

/** The media types of the Accept header, by descending weight. No header means any type. */
function acceptedTypes(c: Context): string[] {
  const header = c.req.header('accept');
  if (!header) return [anyType];
  return header
    .split(',')
    .map(parseMediaRange)
    .sort((a, b) => b.weight - a.weight)
    .map(({ type }) => type);
}

/** Parses `text/plain;q=0.5`. The default weight is 1. */
function parseMediaRange(part: string): { type: string; weight: number } {
  const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
  const weight = Number(parameters.find((word) => word.startsWith('q='))?.slice(2) ?? 1);
  return { type, weight: Number.isNaN(weight) ? 1 : weight };
}

/** As an accepted type: any. As a produced type: the resource ignores the Accept header. */
export const anyType = '*/*';

/** Whether the client accepts one of the types that a resource produces. */
export function isAcceptable(c: Context, produced: readonly string[]): boolean {
  return produced.includes(anyType) || chooseType(c, produced) !== undefined;
}

/** The produced type that the client prefers; the first one if it accepts none of them. */
export function preferredType(c: Context, produced: readonly string[]): string {
  return chooseType(c, produced) ?? produced[0] ?? 'application/hal+json';
}

function chooseType(c: Context, produced: readonly string[]): string | undefined {
  for (const wanted of acceptedTypes(c)) {
    const found = produced.find((type) => matchesRange(wanted, type));
    if (found) return found;
  }
  return undefined;
}

function matchesRange(wanted: string, type: string): boolean {
  return wanted === anyType || wanted === type || wanted === type.replace(/\/.*/, '/*');
}

/** Endings of media types that only programs accept. */
const forPrograms = ['json', 'yaml', 'csv', 'plain'];

/** Whether the client is a browser: it accepts HTML and no type for programs. `?as=hal` shows a browser the API's answer. */
export function wantsPage(c: Context): boolean {
  return isBrowser(c) && c.req.query('as') !== 'hal';
}

/** Whether the client is a browser that asks for the API's answer, to be shown as a page. */
export function wantsHalView(c: Context): boolean {
  return isBrowser(c) && c.req.query('as') === 'hal' && c.req.method === 'GET';
}

function isBrowser(c: Context): boolean {
  const types = acceptedTypes(c);
  const acceptsProgramType = types.some((type) => forPrograms.some((ending) => type.endsWith(ending)));
  return types.includes('text/html') && !acceptsProgramType;
}

/** Whether the client wants errors as problem documents (RFC 9457). */
export function wantsProblem(c: Context): boolean {
  return acceptedTypes(c).includes('application/problem+json');
}
