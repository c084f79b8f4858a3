import { jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, describeInBrowser, launchBrowser, watch } from '../../../scripts/support/browser.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';
import { core, everyPage, pipeline, startWorld } from './sample-broker.ts';

jest.setTimeout(60_000);

describeInBrowser('the pages in a real browser', () => {
  let broker: TestBroker;
  let browser: Browser;
  let paths: string[];
  beforeAll(async () => {
    [broker, browser] = await Promise.all([startWorld(), launchBrowser()]);
    paths = await everyPage(broker);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([browser?.close(), broker?.close()]);
  });

  /** Opens a page, and sees to it that nothing offends while it is looked at. */
  async function look(path: string, see: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const offences = watch(page, broker.url);
    await page.goto(broker.url + path);
    await see(page);
    expect(offences.filter((offence) => !isOwn404(offence))).toEqual([]);
    await context.close();
  }

  /** The page that nothing is at is asked for on purpose. */
  const isOwn404 = (offence: string) => offence.includes('status of 404');

  test('a core that renames a level: from the overview to the field that broke', async () => {
    await look('/', async (page) => {
      const trouble = page
        .getByRole('region', { name: 'Needs attention' })
        .getByRole('row')
        .filter({ hasText: pipeline });
      await trouble.first().getByRole('link', { name: 'failed' }).click();
      await page.getByRole('link', { name: 'a FeedbackEvent with level soft' }).click();
      const field = page.locator(':target tr.broken');
      expect(await field.locator('.path').innerText()).toBe('level');
      expect(await field.innerText()).toContain('exactly "soft"');
      expect(await field.innerText()).toContain("Expected 'slow' (String) to be equal to 'soft' (String)");
    });
  });

  test('and why it may not go to production, with what would change that', async () => {
    await look(`/pacticipants/${core}`, async (page) => {
      await page.getByRole('link', { name: '1.2.0' }).click();
      const verdict = page.getByRole('article').filter({ hasText: 'NO:' });
      expect(await verdict.innerText()).toContain(`Keep in ${core} what ${pipeline} relies on`);
      await verdict.getByRole('link', { name: 'the result' }).click();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(`What ${pipeline} relies on from ${core}`);
    });
  });

  test('what is new in a pact is told by field', async () => {
    await look(`/pacts/provider/${core}/consumer/${pipeline}/latest`, async (page) => {
      expect(await page.getByRole('region', { name: 'New since the pact before' }).innerText()).toContain('Added:');
    });
  });

  test('search, sorting and paging are the server’s', async () => {
    const options = { javaScriptEnabled: false };
    await look(
      '/',
      async (page) => {
        const table = page.getByRole('region', { name: /^Integrations/ }).getByRole('table');
        const first = () => table.getByRole('row').nth(1).innerText();
        expect(await first()).toContain(pipeline);
        await table.getByRole('link', { name: 'Consumer' }).click();
        expect(await first()).toContain('<img');
        await page.getByRole('link', { name: 'Next →' }).click();
        expect(await page.getByText('Page 2 of 2').count()).toBe(1);
        await page.getByLabel('Name').fill('APP-0');
        await page.getByRole('button', { name: 'Show' }).click();
        expect(await table.getByRole('row').count()).toBe(10);
        await page.getByLabel('State').selectOption('verified');
        await page.getByRole('button', { name: 'Show' }).click();
        expect(await page.getByText('No integration is like that.').count()).toBe(1);
      },
      options,
    );
  });

  test('the grid is filtered by the selectors of the command line, and leads to the result', async () => {
    await look(`/matrix/provider/${core}/consumer/${pipeline}`, async (page) => {
      expect(await page.locator('.grid td').count()).toBe(4);
      await page.getByLabel('Which versions of the provider').selectOption('environment');
      await page.getByLabel("Name of the provider's").fill('production');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.locator('.grid td a').first().click();
      expect(page.url()).toMatch(/verification-results\/\d+$/);
    });
  });

  test('by keyboard alone: past the menu, into the search, to what was found', async () => {
    await look('/', async (page) => {
      const focused = () => evaluate(page, 'document.activeElement.textContent.trim()');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the content');
      expect(await evaluate(page, 'getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      await page.keyboard.press('Enter');
      for (let i = 0; i < 200 && (await evaluate(page, 'document.activeElement.name')) !== 'search'; i += 1)
        await page.keyboard.press('Tab');
      await page.keyboard.type('pipeline');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search=pipeline/);
      const rows = page.getByRole('region', { name: /^Integrations/ }).getByRole('row');
      expect(await rows.count()).toBe(2);
    });
  });

  test('a command is copied at the press of a button', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    await look(
      `/pacticipants/${core}/versions/1.2.0`,
      async (page) => {
        await page.getByRole('button', { name: 'Copy' }).first().click();
        await page.getByRole('button', { name: 'Copied' }).waitFor();
        expect(await evaluate(page, 'navigator.clipboard.readText()')).toContain('npm run can-i-deploy');
      },
      options,
    );
  });

  test('dark where that is preferred', async () => {
    await look(
      '/',
      async (page) => {
        const background = () => evaluate(page, 'getComputedStyle(document.documentElement).backgroundColor');
        expect(await background()).toBe('rgb(20, 24, 27)');
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await background()).toBe('rgb(251, 251, 249)');
      },
      { colorScheme: 'dark' },
    );
  });

  test('nor does axe find anything on an empty broker', async () => {
    const empty = await startTestBroker();
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    await page.goto(empty.url);
    expect([await axeFindings(page), await evaluate(page, 'document.documentElement.scrollWidth')]).toEqual([[], 320]);
    await page.close();
    await empty.close();
  });

  test('on no page does axe find anything, light or dark, and none is wider than 320 pixels', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const offences = watch(page, broker.url);
    const found: Record<string, unknown> = {};
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(broker.url + path);
      const light = await axeFindings(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axeFindings(page, ['color-contrast']);
      await page.setViewportSize({ width: 320, height: 600 });
      found[path] = { light, dark, width: await evaluate(page, 'document.documentElement.scrollWidth') };
    }
    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, { light: [], dark: [], width: 320 }])));
    expect(offences.filter((offence) => !isOwn404(offence))).toEqual([]);
    await context.close();
  }, 300_000);
});

/** What an expression comes to inside the page. */
function evaluate(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(expression);
}
