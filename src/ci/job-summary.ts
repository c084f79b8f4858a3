import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Appends Markdown to the summary of a GitHub Actions job. @param path GITHUB_STEP_SUMMARY; undefined outside of GitHub Actions */
export function appendSummary(path: string | undefined, markdown: string): void {
  if (path) appendFileSync(path, `${markdown}\n`);
}

/** Sets an output of a GitHub Actions step. @param path GITHUB_OUTPUT; undefined outside of GitHub Actions */
export function setOutput(path: string | undefined, name: string, value: string): void {
  if (!path) return;
  const end = `end-${randomUUID()}`;
  appendFileSync(path, `${name}<<${end}\n${value}\n${end}\n`);
}
