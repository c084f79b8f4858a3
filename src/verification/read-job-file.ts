import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/** The size limit of a file that one job writes for another. */
export const MAX_JOB_FILE_BYTES = 64 * 2 ** 20;

/**
 * Reads a file that another job has written. Its size is checked before it is read.
 * @throws ContractError with the given code: it is missing, no regular file, too large, not JSON, or of another form
 */
export function readJobFile<T>(
  path: string,
  schema: z.ZodType<T>,
  code: 'QUESTIONS_UNREADABLE' | 'ANSWERS_UNREADABLE' | 'CONSUMERS_UNREADABLE',
  maxBytes = MAX_JOB_FILE_BYTES,
): T {
  try {
    assertReadable(path, maxBytes);
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const words = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new ContractError(code, `${path}: ${words}`, { cause });
  }
}

/** A device or a pipe reports the size 0. */
function assertReadable(path: string, maxBytes: number): void {
  const stats = statSync(path);
  if (!stats.isFile()) throw new Error('it is not a regular file');
  if (stats.size > maxBytes) throw new Error(`it has ${stats.size} bytes, more than ${maxBytes}`);
}
