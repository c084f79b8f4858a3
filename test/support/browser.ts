import type { Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/support/browser.ts';

/** `describe` where Chromium is installed; elsewhere the tests are skipped and one line is printed. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`not run: ${name}: no Chromium (apt-get install chromium, or set CHROMIUM to its path)\n`);
  describe.skip(name, tests);
}

/** How long an action of the browser, or the loading of a page, may take on a busy machine. */
export const BROWSER_LIMIT_MS = 120_000;

/** Follows a link, or sends a form, and waits until the next page has loaded. */
export async function follow(page: Page, action: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent('load');
  await action();
  await loaded;
}
