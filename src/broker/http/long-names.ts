import { type FieldErrors, invalid } from './http-error.ts';
import { isShort, tooLong } from './text.ts';

/**
 * Refuses to make something with a name that no index of a database takes.
 * @throws HttpError 400 naming each part of the path that is too long
 */
export function refuseLongNames(parts: Readonly<Record<string, string>>): void {
  const long = Object.entries(parts).filter(([, name]) => !isShort(name));
  const errors: FieldErrors = Object.fromEntries(long.map(([part]) => [part, [tooLong]]));
  if (long.length > 0) throw invalid(errors);
}
