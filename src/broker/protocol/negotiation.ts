import type { Context } from 'hono';

/** The media types a client accepts, in its order; none means any. */
function accepted(c: Context): string[] {
  const header = c.req.header('accept');
  if (!header) return ['*/*'];
  return header.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
}

/** Whether one of the types that a resource can give is accepted; a resource of `any` type gives what it has. */
export function acceptable(c: Context, produced: readonly string[]): boolean {
  if (produced.includes(any)) return true;
  const kinds = produced.map((type) => type.replace(/\/.*/, '/*'));
  return accepted(c).some((type) => type === any || kinds.includes(type) || produced.includes(type));
}

export const any = '*/*';

/** The first of `produced` that the client names, else the resource's own first. */
export function preferred(c: Context, produced: readonly string[]): string {
  const named = accepted(c).find((type) => produced.includes(type));
  return named ?? produced[0] ?? 'application/hal+json';
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
