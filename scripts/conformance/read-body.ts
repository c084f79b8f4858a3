import { parse } from 'lossless-json';
import type { HttpResponse } from './http.ts';

/**
 * The body: JSON as a value in which numbers are compared by their text (`80.0` is not `80`), CSV as its lines, anything else as text.
 */
export function readBody({ headers, text }: HttpResponse): unknown {
  if (headers['content-type']?.includes('csv')) return withoutIds(text.trim().split('\n'));
  if (!headers['content-type']?.includes('json')) return text;
  try {
    return parse(text, undefined, { parseNumber: (digits) => readNumber(digits) });
  } catch {
    return text;
  }
}

function readNumber(digits: string): number | string {
  return String(Number(digits)) === digits ? Number(digits) : `<number ${digits}>`;
}

/** Lines `id,name,1,1,0,position,id of a provider …`: ids are replaced by names, the position is not compared. */
function withoutIds(lines: readonly string[]): string[] {
  const rows = lines.map((line) => line.split(','));
  const names = new Map(rows.map(([id, name = '']) => [id, name]));
  return rows.map(([, name, a, b, c, , ...targets]) =>
    [name, a, b, c, ...targets.map((id) => names.get(id) ?? id)].join(','),
  );
}
