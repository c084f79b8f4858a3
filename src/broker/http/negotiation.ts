import type { Context } from 'hono';

/** The media types a client accepts, the one it weighs most first; none means any. */
function accepted(c: Context): string[] {
  const header = c.req.header('accept');
  if (!header) return [anyType];
  return header
    .split(',')
    .map(weighed)
    .sort((a, b) => b.weight - a.weight)
    .map(({ type }) => type);
}

/** `text/plain;q=0.5`; what is not weighed weighs 1. */
function weighed(part: string): { type: string; weight: number } {
  const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
  const weight = Number(parameters.find((word) => word.startsWith('q='))?.slice(2) ?? 1);
  return { type, weight: Number.isNaN(weight) ? 1 : weight };
}

/** Any media type: accepts all, gives what it has. */
export const anyType = '*/*';

/** Whether one of the types that a resource can give is accepted. */
export function isAcceptable(c: Context, produced: readonly string[]): boolean {
  return produced.includes(anyType) || chosen(c, produced) !== undefined;
}

/** The one of `produced` that the client likes best, else the resource's own first. */
export function preferredType(c: Context, produced: readonly string[]): string {
  return chosen(c, produced) ?? produced[0] ?? 'application/hal+json';
}

function chosen(c: Context, produced: readonly string[]): string | undefined {
  for (const wanted of accepted(c)) {
    const found = produced.find((type) => matches(wanted, type));
    if (found) return found;
  }
  return undefined;
}

function matches(wanted: string, type: string): boolean {
  return wanted === anyType || wanted === type || wanted === type.replace(/\/.*/, '/*');
}

/** Types that only programs ask for: whoever names one is never given a page. */
const forPrograms = ['json', 'yaml', 'csv', 'plain'];

/** Whether a person is asking: a browser names HTML and nothing that only programs want. `?as=hal` lets it see what they get. */
export function wantsPage(c: Context): boolean {
  const types = accepted(c);
  const program = types.some((type) => forPrograms.some((ending) => type.endsWith(ending)));
  return types.includes('text/html') && !program && c.req.query('as') !== 'hal';
}

/** Whether the client wants errors as problem documents (RFC 9457). */
export function wantsProblem(c: Context): boolean {
  return accepted(c).includes('application/problem+json');
}
