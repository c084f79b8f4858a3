import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, launchBrowser, recordPageProblems } from '../../../scripts/support/browser.ts';
import { mountPages } from '../../../src/broker/app.ts';
import type { BrokerApp, BrokerEnv } from '../../../src/broker/context.ts';
import { BROWSER_LIMIT_MS, describeInBrowser, follow, scrollWidthOf } from '../../support/browser.ts';
import { useBroker } from '../../support/use-broker.ts';
import { core, listPagePaths, pipeline, unbroken, useSampleBroker } from './sample-broker.ts';

/** From the start of the navigation, which includes the answer of the broker. */
const FIRST_PAINT_MS = 100;
const SCREENSHOTS = '.cache/screenshots';

describeInBrowser('pages in a browser', () => {
  const broker = useSampleBroker();
  const empty = useBroker();
  let browser: Browser;
  let paths: string[];
  beforeAll(async () => {
    rmSync(SCREENSHOTS, { recursive: true, force: true });
    browser = await launchBrowser();
    paths = await listPagePaths(broker);
  });
  afterAll(() => browser?.close());

  /** Opens a page and runs assertions on it. Fails if the browser reports an error, or a request to another site. */
  async function visit(path: string, assertions: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(BROWSER_LIMIT_MS);
    const page = await context.newPage();
    const problems = recordPageProblems(page, broker.url);
    await page.goto(broker.url + path);
    await assertions(page);
    expect(problems.filter((problem) => !isExpectedError(problem))).toEqual([]);
    await context.close();
  }

  /** Two of the pages are error pages. */
  const isExpectedError = (problem: string) => /status of 40[45]/.test(problem);

  test('links lead from the overview to the field that does not match', async () => {
    await visit('/', async (page) => {
      const trouble = page
        .getByRole('region', { name: 'Needs attention' })
        .getByRole('row')
        .filter({ hasText: pipeline });
      await follow(page, () => trouble.first().getByRole('link', { name: 'failed' }).click());
      await page.getByRole('link', { name: 'a FeedbackEvent with level soft' }).click();
      const field = page.locator(':target tr.mismatch');
      expect(await field.locator('.path').innerText()).toBe('level');
      expect(await field.innerText()).toContain('exactly "soft"');
      expect(await field.innerText()).toContain("Expected 'slow' (String) to be equal to 'soft' (String)");
    });
  });

  test('a version shows why it cannot be deployed', async () => {
    await visit(`/pacticipants/${core}`, async (page) => {
      await follow(page, () => page.getByRole('link', { name: '1.2.0' }).click());
      const verdict = page.getByRole('article').filter({ hasText: 'NO:' });
      expect(await verdict.innerText()).toContain(`Keep in ${core} what ${pipeline} relies on`);
      await follow(page, () => verdict.getByRole('link', { name: 'the result' }).click());
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(`Pact between ${pipeline} and ${core}`);
    });
  });

  test('a pact lists its changes by field', async () => {
    await visit(`/pacts/provider/${core}/consumer/${pipeline}/latest`, async (page) => {
      expect(await page.getByRole('region', { name: 'Changes since the previous pact' }).innerText()).toContain(
        'Added:',
      );
    });
  });

  const manyRequests = '/pacts/provider/orders/consumer/order-viewer/latest';

  test('a link to a collapsed interaction expands it, without scripts', async () => {
    await visit(
      manyRequests,
      async (page) => {
        const articles = page.locator('article.interaction');
        expect(await articles.filter({ hasText: 'order number 0 ' }).getByRole('table').first().isVisible()).toBe(
          false,
        );
        expect(await articles.filter({ hasText: 'order number 7 ' }).getByRole('table').first().isVisible()).toBe(true);
        await page.getByText('Table of contents').click();
        const contents = page.getByRole('navigation', { name: 'Table of contents' });
        expect(await contents.getByRole('listitem').count()).toBe(200);
        await contents.getByRole('link', { name: 'order number 3 of' }).click();
        expect(await articles.filter({ hasText: 'order number 3 ' }).getByRole('table').first().isVisible()).toBe(true);
        await follow(page, () => contents.getByRole('link', { name: 'order number 199 of' }).click());
        expect(await page.locator(':target').isVisible()).toBe(true);
        await page.getByLabel('Description or state').fill('ORDER 42 exists');
        await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
        expect(await articles.count()).toBe(1);
      },
      { javaScriptEnabled: false },
    );
  });

  test('the filter hides interactions while a person types', async () => {
    await visit(manyRequests, async (page) => {
      const visible = page.locator('article.interaction:visible');
      const before = await visible.count();
      await page.getByLabel('Description or state').pressSequentially('order 11 exists');
      expect([await visible.count(), await page.getByRole('status').innerText()]).toEqual([
        1,
        '1 on this page; Show searches all pages',
      ]);
      await page.getByLabel('Description or state').fill('');
      expect(await visible.count()).toBe(before);
    });
  });

  test('the first paint of 200 interactions is within 100 ms', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const times: number[] = [];
    for (let i = 0; i < 30 && !times.some((time) => time < FIRST_PAINT_MS); i += 1) {
      await page.goto(broker.url + manyRequests);
      // `waitForFunction` would need a Content-Security-Policy that permits eval.
      const painted = "performance.getEntriesByName('first-contentful-paint').length > 0";
      while (!(await evaluate(page, painted))) await page.waitForTimeout(20);
      times.push(Number(await evaluate(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime")));
    }
    const figures = times.map((time) => Math.round(time)).join(', ');
    process.stderr.write(`first paint of 200 interactions, from the start of the navigation: ${figures} ms\n`);
    // On a machine with more work than processors, everything takes longer in proportion.
    const contention = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
    expect(Math.min(...times)).toBeLessThan(FIRST_PAINT_MS * contention);
    await context.close();
  });

  test('a long name is truncated, and its title contains the full name', async () => {
    await visit('/?search=acceptance', async (page) => {
      const link = page
        .getByRole('region', { name: /^Integrations/ })
        .getByRole('link', { name: unbroken })
        .first();
      expect(await link.getAttribute('title')).toBe(unbroken);
      const box = await link.boundingBox();
      expect(box?.height).toBeLessThan(40);
    });
  });

  test('search, sorting and paging work without scripts', async () => {
    const options = { javaScriptEnabled: false };
    await visit(
      '/',
      async (page) => {
        const table = page.getByRole('region', { name: /^Integrations/ }).getByRole('table');
        const first = () => table.getByRole('row').nth(1).innerText();
        expect(await first()).toContain(pipeline);
        await follow(page, () => table.getByRole('link', { name: 'Consumer' }).click());
        expect(await first()).toContain('<img');
        await follow(page, () => page.getByRole('link', { name: 'Next →' }).click());
        expect(await page.getByText('Page 2 of 2').count()).toBe(1);
        await page.getByLabel('Name').fill('APP-0');
        await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
        expect(await table.getByRole('row').count()).toBe(10);
        await page.getByLabel('State').selectOption('verified');
        await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
        expect(await page.getByText('No integration matches.').count()).toBe(1);
      },
      options,
    );
  });

  test('the grid is filtered by selectors and links to results', async () => {
    await visit(`/matrix/provider/${core}/consumer/${pipeline}`, async (page) => {
      expect(await page.locator('.grid td').count()).toBe(4);
      await page.getByLabel('Selector for the provider').selectOption('environment');
      await page.getByLabel("Name of the provider's").fill('production');
      await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
      await follow(page, () => page.locator('.grid td a').first().click());
      expect(page.url()).toMatch(/verification-results\/\d+$/);
    });
  });

  test('the search can be used by keyboard alone', async () => {
    await visit('/', async (page) => {
      const focused = () => evaluate(page, 'document.activeElement.textContent.trim()');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to content');
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

  test('a button copies a command', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    await visit(
      `/pacticipants/${core}/versions/1.2.0`,
      async (page) => {
        await page.getByRole('button', { name: 'Copy' }).first().click();
        await page.getByRole('button', { name: 'Copied' }).waitFor();
        expect(await evaluate(page, 'navigator.clipboard.readText()')).toContain('npm run can-i-deploy');
      },
      options,
    );
  });

  test('the colour scheme follows the preference of the browser', async () => {
    await visit(
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

  test('a printed page has no menu and no commands, and is light in a dark browser', async () => {
    await visit(
      `/pacticipants/${core}/versions/1.2.0`,
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
        expect(await page.locator('.command').first().isVisible()).toBe(false);
        expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
        expect(await evaluate(page, 'getComputedStyle(document.documentElement).backgroundColor')).toBe(
          'rgb(251, 251, 249)',
        );
      },
      { colorScheme: 'dark' },
    );
  });

  test('the lines of a log wrap', async () => {
    const delivery = paths.find((path) => path.startsWith('/triggered-webhooks/')) ?? '';
    await visit(
      delivery,
      async (page) => {
        await page.locator('.log').first().waitFor();
        const overflow =
          'Math.max(...[...document.querySelectorAll(".log")].map((one) => one.scrollWidth - one.clientWidth))';
        expect(await evaluate(page, overflow)).toBe(0);
      },
      { viewport: { width: 390, height: 800 } },
    );
  });

  test('an empty broker has an accessible page', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    page.setDefaultTimeout(BROWSER_LIMIT_MS);
    await page.goto(empty.url);
    expect([await axeFindings(page), await scrollWidthOf(page)]).toEqual([[], 320]);
    await page.close();
  });

  test('every kind of page is among those that are checked', () => {
    const app: BrokerApp = new Hono<BrokerEnv>();
    mountPages(app);
    const { routes } = app;
    const isVisited = (route: string) => paths.some((path) => patternOf(route).test(path.split('?')[0] ?? ''));
    const visited = new Set(routes.filter(({ path }) => isVisited(path)).map(({ handler }) => handler));
    expect(routes.filter(({ handler }) => !visited.has(handler)).map(({ path }) => path)).toEqual([ASSETS]);
  });

  const widths = [320, 390, 768, 1024, 1280];

  test('every page is accessible, and as wide as the screen', async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(BROWSER_LIMIT_MS);
    const page = await context.newPage();
    const problems = recordPageProblems(page, broker.url);
    const found: Record<string, unknown> = {};
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(broker.url + path);
      const light = await axeFindings(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axeFindings(page, ['color-contrast']);
      const scrollWidths: unknown[] = [];
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        scrollWidths.push(await scrollWidthOf(page));
        if ([390, 1280].includes(width)) await page.screenshot({ path: screenshotPath(path, width) });
      }
      found[path] = { light, dark, scrollWidths };
    }
    expect(found).toEqual(
      Object.fromEntries(paths.map((path) => [path, { light: [], dark: [], scrollWidths: widths }])),
    );
    expect(problems.filter((problem) => !isExpectedError(problem))).toEqual([]);
    await context.close();
  }, 900_000);
});

/** Screenshots are kept for people to look at: `.cache/screenshots/…-390.png`. */
function screenshotPath(path: string, width: number): string {
  const name = decodeURIComponent(path).replaceAll(/[^\p{L}\p{N}.-]+/gu, '_');
  const short = name.length > 75 ? `${name.slice(0, 50)}…${name.slice(-24)}` : name;
  return `${SCREENSHOTS}/${short || 'overview'}-${width}.png`;
}

const ASSETS = '/assets/:hash/:file';

/** What a path of a route matches: `:name` is one part of the path. */
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/:[a-zA-Z]+(\{[^/]*\})?/g, '[^/]+')}$`);
}

/** Evaluates an expression inside the page. */
function evaluate(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(expression);
}
