import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ApiCheckName, apiCheckNames } from '../contracts/api-checks.ts';
import type { MessageSource } from './message-source.ts';

/** The API of one release of core, as recorded by `npm run core:describe`. */
export interface RecordedApi {
  readonly release: string;
  /** The answer of each check. */
  readonly checks: Readonly<Record<ApiCheckName, unknown>>;
}

export const RECORDED_API_FILE = fileURLToPath(new URL('recorded-api.json', import.meta.url));

/** The recorded API, with which the reference model responds. */
export function readRecordedApi(): RecordedApi {
  return JSON.parse(readFileSync(RECORDED_API_FILE, 'utf8'));
}

/**
 * Records the result of every check with a release of core.
 * @throws ProviderRefusalError when it lacks a name or rejects a value
 */
export async function recordApi(source: MessageSource, release: string): Promise<RecordedApi> {
  const checks: Partial<Record<ApiCheckName, unknown>> = {};
  for (const name of apiCheckNames) checks[name] = JSON.parse(await source.check(name));
  return { release, checks: checks as RecordedApi['checks'] };
}
