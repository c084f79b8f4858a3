import { z } from 'zod';
import { type FieldErrors, validationError } from './http-error.ts';

/** Text fields with the official broker's complaints. */
const oneLine = (text: string) => !text.includes('\n');
const multipleLines = 'cannot contain multiple lines';

/** No null character, which PostgreSQL cannot hold, and no half of a surrogate pair, which no URL can. */
export const isStorable = (text: string) => !/[\0\p{Surrogate}]/u.test(text);
export const notStorable = 'contains characters that cannot be stored';

/** Longer names fit into no index of PostgreSQL. */
const longestName = 500;
export const isShort = (text: string) => text.length <= longestName;
export const tooLong = `cannot be longer than ${longestName} characters`;

export const line = z.string().refine(oneLine, multipleLines).refine(isStorable, notStorable);

/** Something that names, without being a name. */
export const shortLine = line.refine(isShort, tooLong);

export const lineNotBlank = line.refine((text) => text.trim() !== '', 'cannot be blank').refine(isShort, tooLong);

const noSpaces = (text: string) => !text.includes(' ');

export const wordNotBlank = lineNotBlank.refine(noSpaces, 'cannot contain spaces');

const filled = z.string().min(1, { error: 'must be filled', abort: true });

/** A name that has to be given. */
export const filledLine = filled.pipe(lineNotBlank);

/** A name that has to be given, without spaces. */
export const filledWord = filled.pipe(line).refine(isShort, tooLong).refine(noSpaces, 'cannot contain spaces');

/**
 * Refuses to make something with a name that no index of a database takes.
 * @throws HttpError 400 naming each part of the path that is too long
 */
export function rejectLongNames(parts: Readonly<Record<string, string>>): void {
  const long = Object.entries(parts).filter(([, name]) => !isShort(name));
  const errors: FieldErrors = Object.fromEntries(long.map(([part]) => [part, [tooLong]]));
  if (long.length > 0) throw validationError(errors);
}
