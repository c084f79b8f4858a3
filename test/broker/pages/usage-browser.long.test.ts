import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, recordPageProblems } from '../../../scripts/support/browser.ts';
import {
  BROWSER_LIMIT_MS,
  describeInBrowser,
  findDisplayProblems,
  follow,
  noDisplayProblems,
} from '../../support/browser.ts';
import { useBroker } from '../../support/use-broker.ts';
import { smallUses } from '../../usage/small-usage.ts';
import { hostile } from './sample-broker.ts';
import {
  consumer,
  everyPart,
  manyUses,
  provider,
  publishFailure,
  publishHostileUse,
  publishUses,
} from './usage-pacts.ts';

const failures = ['Bar is prov.other.Bar', 'Bar has no parameter size', 'Bar needs price', 'Bar has no close'];

describeInBrowser('the uses of a Python API on the page of a pact', () => {
  const broker = useBroker();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    await publishUses(broker, 'few', [...smallUses, everyPart]);
    await publishFailure(broker, 'few', 'uses prov.Bar', failures);
    await publishUses(broker, 'many', [...manyUses(500), ...smallUses]);
    await publishFailure(broker, 'many', 'uses prov.connect', ['prov has no connect']);
    await publishHostileUse(broker, 'hostile');
  });
  afterAll(() => browser?.close());

  const pathOf = (version: string) => `/pacts/provider/${provider}/consumer/${consumer}/version/${version}`;

  async function visit(path: string, assertions: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ javaScriptEnabled: false, ...options });
    context.setDefaultTimeout(BROWSER_LIMIT_MS);
    const page = await context.newPage();
    const problems = recordPageProblems(page, broker.url);
    await page.goto(broker.url + path);
    await assertions(page);
    expect(problems).toEqual([]);
    await context.close();
  }

  const uses = (page: Page) => page.getByRole('region', { name: /^Uses of the Python API/ });
  const articleOf = (page: Page, name: string) => uses(page).getByRole('article').filter({ hasText: name });

  test('each name has its calls, members and locations', async () => {
    await visit(pathOf('few'), async (page) => {
      expect(await uses(page).getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
        '✘ does not match prov.Bar',
        '✔ matches prov.Level optional: without it, only a feature is off',
        '✔ matches prov.connect',
      ]);
      const rows = await articleOf(page, 'prov.Bar').getByRole('row').allInnerTexts();
      expect(rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())).toEqual([
        'Part Use Locations',
        'name imports Bar from prov consumer/a.py:1',
        'call calls Bar(symbol, price, size) consumer/a.py:2',
        'member reads Bar.price consumer/a.py:3',
      ]);
      const level = await articleOf(page, 'prov.Level').getByRole('row').allInnerTexts();
      expect(level.map((row) => row.replaceAll(/\s+/g, ' ').trim()).slice(2)).toEqual([
        'call calls Level(a, b, c, d, e, f, g, h) consumer/a.py:2',
        'call calls Level.of(text) consumer/a.py:4',
        'member reads Level.price optional consumer/a.py:5',
        'enum member uses Level.HIGH consumer/a.py:6',
        'class derives consumer.a.Own from Level consumer/a.py:7',
        'type check calls isinstance(…, Level) consumer/a.py:8',
      ]);
      expect(await uses(page).innerText()).toContain(
        'Read from the code of small-consumer 1.0.0, with the types of prov 2.0.0. It requires prov <3,>=2.',
      );
    });
  });

  test('a provider that does not fit has its sentence at the name', async () => {
    await visit(pathOf('few'), async (page) => {
      expect(await articleOf(page, 'prov.Bar').locator('.mismatches').innerText()).toBe(
        '✘ Bar is prov.other.Bar, which has no parameter size, and needs price; Bar has no close',
      );
    });
  });

  test('the changes are what the consumer does now, and what it no longer does', async () => {
    await visit(pathOf('hostile'), async (page) => {
      const changes = page.getByRole('region', { name: /^Changes/ });
      expect(await changes.innerText()).toMatch(/Removed: uses prov\.Bar/);
      expect(await changes.locator('script, img').count()).toBe(0);
    });
  });

  test('500 uses have pages and a search, and the result leads to the one that failed', async () => {
    await visit(
      pathOf('many'),
      async (page) => {
        expect(await page.getByText(/Page 1 of \d+/).count()).toBe(1);
        expect(await uses(page).getByRole('article').count()).toBeGreaterThan(15);
        await page.getByLabel('Description or state').fill('NAME042');
        await follow(page, () => page.getByRole('button', { name: 'Show' }).click());
        expect(await uses(page).getByRole('article').count()).toBe(1);
        await page.getByRole('link', { name: 'uses prov.connect' }).click();
        expect(await page.locator(':target').innerText()).toContain('prov has no connect');
      },
      { viewport: { width: 390, height: 800 } },
    );
  });

  test('what a consumer wrote is text', async () => {
    await visit(
      pathOf('hostile'),
      async (page) => {
        expect(await uses(page).locator('script, img').count()).toBe(0);
        for (const text of [`consumer/a.py${hostile}:8`, `uses Level.HIGH${hostile}`])
          expect(await uses(page).innerText()).toContain(text);
      },
      { javaScriptEnabled: true },
    );
  });

  test.each(['few', 'many', 'many?search=nothing', 'hostile'])(
    'the page of %s is accessible, and as wide as the screen',
    async (version) => {
      await visit(
        pathOf(version.replace(/\?.*/, '')) + (/\?.*/.exec(version)?.[0] ?? ''),
        async (page) => {
          expect(await findDisplayProblems(page)).toEqual(noDisplayProblems);
        },
        { javaScriptEnabled: true },
      );
    },
  );
});
