import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const browserPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the system's Chromium; undefined if there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...browserPaths].find(
  (path) => path !== '' && existsSync(path),
);

/** Starts Chromium with a new profile and without background requests. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    timeout: 120_000,
    ...(chromiumPath && { executablePath: chromiumPath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Collects errors and warnings of the console, uncaught errors, and requests to other hosts. */
export function recordPageProblems(page: Page, origin: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`request: ${request.url()}`);
  });
  return problems;
}

/** The violations that axe-core finds in a page, by all rules or by `rules`: rule and HTML. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options = { ...(rules && { runOnly: rules }), resultTypes: ['violations'] };
  const run = `${await axeSource()}; axe.run(${JSON.stringify(options)})`;
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(run);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

let source: Promise<string> | undefined;

function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}
