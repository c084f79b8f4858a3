import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from './normalise.ts';
import type { Scenario } from './scenario.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'golden', 'conformance');

/** What the official broker answered to a scenario, as it was recorded. */
export function readRecording({ id }: Scenario): Exchange[] {
  return JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')).exchanges;
}

export function writeRecording({ id, title }: Scenario, exchanges: readonly Exchange[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify({ id, title, exchanges }, null, 1)}\n`);
}
