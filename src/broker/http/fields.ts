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

/**
 * A client resolves `.` and `..` in a path, so nothing of that name could be requested. Control characters can make a name look like
 * another one.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const isAddressable = (text: string) => !/^\.{1,2}$|[\x00-\x1f\x7f]/.test(text);
const notAddressable = 'cannot be . or .., or contain control characters';

/** Without the characters that `line` already rejects, so that they are not reported twice. */
const isAddressableLine = (text: string) => isAddressable(text.replace(/[\n\0]/g, ''));

export const lineNotBlank = line
  .refine(isAddressableLine, notAddressable)
  .refine((text) => text.trim() !== '', 'cannot be blank')
  .refine(isShort, tooLong);

const noSpaces = (text: string) => !text.includes(' ');

export const wordNotBlank = lineNotBlank.refine(noSpaces, 'cannot contain spaces');

const filled = z.string().min(1, { error: 'must be filled', abort: true });

/** A required name. */
export const filledLine = filled.pipe(lineNotBlank);

/** A required name without spaces. */
export const filledWord = filled
  .pipe(line)
  .refine(isAddressableLine, notAddressable)
  .refine(isShort, tooLong)
  .refine(noSpaces, 'cannot contain spaces');

/**
 * Rejects names in the path that are too long to be stored, or that could not be requested again.
 * @throws HttpError 400 that names each of them
 */
export function rejectInvalidNames(parts: Readonly<Record<string, string>>, path: string): void {
  const errors: FieldErrors = {};
  for (const [part, name] of Object.entries(parts)) {
    if (!isShort(name)) errors[part] = [tooLong];
    else if (!isAddressable(name)) errors[part] = [notAddressable];
  }
  if (!isDecodable(path)) errors.path = ['has an escape that is not UTF-8'];
  if (Object.keys(errors).length > 0) throw validationError(errors);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
