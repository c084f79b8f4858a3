import type { Browser, Page } from 'playwright-core';
import { launchBrowser, recordPageProblems } from '../../../scripts/support/browser.ts';
import {
  BROWSER_LIMIT_MS,
  describeInBrowser,
  findDisplayProblems,
  follow,
  noDisplayProblems,
} from '../../support/browser.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';
import { smallUse, smallUses } from '../../usage/small-usage.ts';
import { hostile } from './sample-broker.ts';
import { consumer, provider, publishFailure, publishUses } from './usage-pacts.ts';

/** A test result whose text contains the name of the member, as a provider could write it. */
const quoted = { mismatches: [], note: '"missingOptionalUses":["' };

describeInBrowser('the compatibility of a provider in a browser', () => {
  const broker = useBroker();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    const optional = smallUse({ module: 'prov', name: 'extra', required: false });
    await publishUses(broker, '1.0', [...smallUses, optional]);
    for (const version of ['2.0', '2.2']) await verifyAll(version);
    await verifyAll('1.9', []);
    await verifyAll('1.8', ['imports extra (consumer/a.py:1): prov has no extra']);
    await publishFailure(broker, '1.0', 'uses prov.Bar', ['Bar is prov.other.Bar', 'Bar needs price']);
    await verifyAll('2.3');
    const history = new History(broker);
    await history.publish(hostile, '<b>1</b>', ['x'], { branch: '"><i>', provider });
    await history.mainBranch(hostile, '"><i>');
  });
  afterAll(() => browser?.close());

  async function verifyAll(version: string, missing?: readonly string[]): Promise<void> {
    const { body: pact } = await broker.ask('GET', `/pacts/provider/${provider}/consumer/${consumer}/version/1.0`);
    const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
    const testResults = pact.interactions.map(() => ({ success: true, missingOptionalUses: missing, ...quoted }));
    await broker.ask('POST', pathname, {
      success: true,
      providerApplicationVersion: version,
      ...(missing && { testResults }),
    });
  }

  async function visit(assertions: (page: Page) => Promise<void>, javaScriptEnabled = false) {
    const context = await browser.newContext({ javaScriptEnabled });
    context.setDefaultTimeout(BROWSER_LIMIT_MS);
    const page = await context.newPage();
    const problems = recordPageProblems(page, broker.url);
    await page.goto(`${broker.url}/pacticipants/${provider}/compatibility`);
    await assertions(page);
    expect(problems).toEqual([]);
    await context.close();
  }

  test('a break lists the first version that fails, the next one that fits, and the reason', async () => {
    await visit(async (page) => {
      const row = page
        .getByRole('region', { name: /^Breaks/ })
        .getByRole('row')
        .nth(1);
      expect((await row.getByRole('cell').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
        'small-consumer 1.0',
        '2.1.0',
        '2.2', // recorded before 2.1.0
        'small-consumer 1.0 uses prov.Bar (consumer/a.py:1, consumer/a.py:2, consumer/a.py:3); in prov 2.1.0 Bar is prov.other.Bar, which needs price result of prov 2.1.0 for small-consumer',
      ]);
      await row.getByRole('link', { name: /^result/ }).click();
      expect(await page.getByRole('article').filter({ hasText: 'does not match' }).innerText()).toContain('prov.Bar');
    });
  });

  test('a feature that is off shows in the cell, and by name in the result', async () => {
    await visit(async (page) => {
      const row = (version: string) => page.locator('.grid tbody tr').filter({ has: page.getByTitle(version) });
      expect(await row('1.9').locator('.y').count()).toBe(1);
      expect(await row('1.8').locator('.o').innerText()).toBe('off');
      await follow(page, () => row('1.8').locator('.o a').click());
      const region = await page.getByRole('region', { name: 'Result', exact: true }).innerText();
      expect(region).toMatch(
        /features of the consumer are off:\s+imports extra \(consumer\/a\.py:1\): prov has no extra/,
      );
    });
  });

  test('a cell leads to its result, and optional uses are named', async () => {
    await visit(async (page) => {
      expect(await page.getByText('a feature of small-consumer may be off').count()).toBe(1);
      await follow(page, () => page.locator('.grid .x a').first().click());
      expect(page.url()).toMatch(/verification-results\/\d+$/);
    });
  });

  test('what a consumer wrote is text', async () => {
    await visit(async (page) => {
      expect(await page.locator('.grid thead img, .grid thead i, .grid thead b').count()).toBe(0);
      expect(await page.locator('.grid thead').innerText()).toContain(hostile);
    });
  });

  test('it is accessible, in light and dark, and as wide as the screen', async () => {
    await visit(async (page) => {
      expect(await findDisplayProblems(page)).toEqual(noDisplayProblems);
    }, true);
  });
});
