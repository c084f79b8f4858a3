import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ApiCheckName, apiCheckNames } from '../contracts/api-checks.ts';
import type { MessageSource } from './message-source.ts';

/** What the API of one release of core was, as `npm run core:describe` recorded it. */
export interface RecordedApi {
  readonly release: string;
  /** The answer of each check. */
  readonly checks: Readonly<Record<ApiCheckName, unknown>>;
}

export const RECORDED_API_FILE = fileURLToPath(new URL('recorded-api.json', import.meta.url));

/** The recorded API that the reference model answers with. */
export function readRecordedApi(): RecordedApi {
  return JSON.parse(readFileSync(RECORDED_API_FILE, 'utf8'));
}

/**
 * Asks a release of core for every check.
 * @throws ProviderRefusalError when it lacks a name or refuses a value
 */
export async function recordApi(source: MessageSource, release: string): Promise<RecordedApi> {
  const checks: Partial<Record<ApiCheckName, unknown>> = {};
  for (const name of apiCheckNames) checks[name] = JSON.parse(await source.check(name));
  return { release, checks: checks as RecordedApi['checks'] };
}
