import { z } from 'zod';

/** Text fields with the official broker's complaints. */
const oneLine = (text: string) => !text.includes('\n');
const multipleLines = 'cannot contain multiple lines';

export const line = z.string().refine(oneLine, multipleLines);

export const lineNotBlank = line.refine((text) => text.trim() !== '', 'cannot be blank');

const noSpaces = (text: string) => !text.includes(' ');

export const wordNotBlank = lineNotBlank.refine(noSpaces, 'cannot contain spaces');

const filled = z.string().min(1, { error: 'must be filled', abort: true });

/** A name that has to be given. */
export const filledLine = filled.refine(oneLine, multipleLines).refine((text) => text.trim() !== '', 'cannot be blank');

/** A name that has to be given, without spaces. */
export const filledWord = filled.refine(oneLine, multipleLines).refine(noSpaces, 'cannot contain spaces');
