import { appendFileSync } from 'node:fs';

/** Adds markdown to the summary page of a GitHub Actions job (its GITHUB_STEP_SUMMARY file); elsewhere there is none. */
export function appendSummary(path: string | undefined, markdown: string): void {
  if (path) appendFileSync(path, `${markdown}\n`);
}
