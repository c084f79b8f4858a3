import type { Page } from 'playwright-core';
import { axeFindings, chromiumPath } from '../../scripts/support/browser.ts';

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

/** The width of the page's content. It is larger than that of the screen if the page scrolls sideways. */
export function scrollWidthOf(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth');
}

/** The problems of axe in light and in dark mode, and the widths of the screens on which the page scrolls sideways. */
export async function findDisplayProblems(page: Page) {
  const light = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFindings(page, ['color-contrast']);
  const tooNarrow: number[] = [];
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    if ((await scrollWidthOf(page)) !== width) tooNarrow.push(width);
  }
  return { light, dark, tooNarrow };
}

export const noDisplayProblems = { light: [], dark: [], tooNarrow: [] };

/** Follows a link, or sends a form, and waits until the next page has loaded. */
export async function follow(page: Page, action: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent('load');
  await action();
  await loaded;
}
