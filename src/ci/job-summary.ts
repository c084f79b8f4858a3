import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Adds markdown to the summary page of a GitHub Actions job (its GITHUB_STEP_SUMMARY file); elsewhere there is none. */
export function appendSummary(path: string | undefined, markdown: string): void {
  if (path) appendFileSync(path, `${markdown}\n`);
}

/** Gives a value to the later steps of a GitHub Actions job (by its GITHUB_OUTPUT file); elsewhere there are none. */
export function setOutput(path: string | undefined, name: string, value: string): void {
  if (!path) return;
  const end = `end-${randomUUID()}`;
  appendFileSync(path, `${name}<<${end}\n${value}\n${end}\n`);
}
