import { readFileSync } from 'node:fs';
import { ContractError } from '../../config/errors.ts';

/**
 * The JSON in a file, or on stdin for `-`.
 * @throws ContractError SCHEMA_NOT_READABLE
 */
export function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (cause) {
    throw new ContractError('SCHEMA_NOT_READABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}
