import { z } from 'zod';
import { type FieldErrors, validationError } from './http-error.ts';

/** Schemas of text fields, with the official broker's error messages. */
const oneLine = (text: string) => !text.includes('\n');
const multipleLines = 'cannot contain multiple lines';

/** PostgreSQL cannot store null characters, and URLs cannot contain lone surrogates. */
export const isStorable = (text: string) => !/[\0\p{Surrogate}]/u.test(text);
export const notStorable = 'contains characters that cannot be stored';

/** In characters. Longer names do not fit into a PostgreSQL index. */
const longestName = 500;
export const isShort = (text: string) => text.length <= longestName;
export const tooLong = `cannot be longer than ${longestName} characters`;

export const line = z.string().refine(oneLine, multipleLines).refine(isStorable, notStorable);

/** A line that identifies something, such as an application instance; it may be blank. */
export const shortLine = line.refine(isShort, tooLong);

export const lineNotBlank = line.refine((text) => text.trim() !== '', 'cannot be blank').refine(isShort, tooLong);

const noSpaces = (text: string) => !text.includes(' ');

export const wordNotBlank = lineNotBlank.refine(noSpaces, 'cannot contain spaces');

const filled = z.string().min(1, { error: 'must be filled', abort: true });

/** A required name. */
export const filledLine = filled.pipe(lineNotBlank);

/** A required name without spaces. */
export const filledWord = filled.pipe(line).refine(isShort, tooLong).refine(noSpaces, 'cannot contain spaces');

/**
 * Rejects names in the path that are too long to be stored.
 * @throws HttpError 400 that names each of them
 */
export function rejectLongNames(parts: Readonly<Record<string, string>>): void {
  const long = Object.entries(parts).filter(([, name]) => !isShort(name));
  const errors: FieldErrors = Object.fromEntries(long.map(([part]) => [part, [tooLong]]));
  if (long.length > 0) throw validationError(errors);
}
