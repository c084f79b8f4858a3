import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { replaceUsage, usagePartOf } from '../../src/pact/usage-part.ts';

/** Adds the usage of a pact's former text (see wipe-pacts.ts) to the pact that the consumer tests have written. */
export function restoreUsage(file: string): void {
  const before = `${file}.before`;
  if (!existsSync(before) || !existsSync(file)) return;
  const usage = usagePartOf(readFileSync(before, 'utf8'));
  if (usage) writeFileSync(file, replaceUsage(readFileSync(file, 'utf8'), usage));
  rmSync(before);
}
