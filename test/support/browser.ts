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
