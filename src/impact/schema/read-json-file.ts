import { readFileSync } from 'node:fs';
import { ContractError } from '../../config/errors.ts';

/**
 * Parses a JSON file. The name `-` means stdin.
 * @throws ContractError SCHEMA_UNREADABLE
 */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (cause) {
    throw new ContractError('SCHEMA_UNREADABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}
