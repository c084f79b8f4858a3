import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, launchBrowser } from '../../../scripts/support/browser.ts';
import type { Access } from '../../../src/broker/http/access.ts';
import { BROWSER_LIMIT_MS, describeInBrowser, follow, scrollWidthOf } from '../../support/browser.ts';
import { History } from '../../support/history.ts';
import { startReceiver } from '../../support/receiver.ts';
import { startReverseProxy } from '../../support/reverse-proxy.ts';
import { useBroker } from '../../support/use-broker.ts';
import { localWebhooks } from '../webhooks/use-webhooks.ts';

const SCREENSHOTS = '.cache/screenshots/actions';
const access: Access = { write: { username: 'w', password: 'w' }, publicRead: true };
const withoutScripts = { javaScriptEnabled: false };

describeInBrowser('actions in a browser', () => {
  const broker = useBroker({ perTest: true, database: 'file', webhooks: localWebhooks });
  const history = new History(broker);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function visit(url: string, assertions: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(BROWSER_LIMIT_MS);
    const page = await context.newPage();
    await page.goto(url);
    await assertions(page);
    await context.close();
  }

  /** An accessible page, in light and dark, with screenshots for people to look at. */
  async function inspect(page: Page, name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([name, colorScheme, await axeFindings(page)]).toEqual([name, colorScheme, []]);
    }
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}.png`, fullPage: true });
      expect([name, await scrollWidthOf(page)]).toEqual([name, width]);
    }
  }

  async function createWebhook(url: string): Promise<string> {
    const request = { method: 'POST', url, headers: { authorization: 'Bearer hidden' }, body: { a: 'b' } };
    const events = [{ name: 'contract_published' }];
    return (await broker.ask('POST', '/webhooks', { description: 'build', events, request })).body.uuid;
  }

  test('a webhook is tested, disabled, enabled and deleted without scripts', async () => {
    const receiver = await startReceiver();
    const uuid = await createWebhook(receiver.url);
    await visit(
      `${broker.url}/webhooks/${uuid}`,
      async (page) => {
        const press = (name: string) => follow(page, () => page.getByRole('button', { name }).click());
        await press('Send a test request');
        expect(await page.getByRole('status').innerText()).toContain('was sent. The response reports success');
        await press('Disable');
        expect(await page.getByRole('status').innerText()).toContain('is now disabled');
        await press('Enable');
        await follow(page, () => page.getByRole('link', { name: 'Delete …' }).click());
        await press('Delete webhook build');
        expect(await page.getByRole('status').innerText()).toContain('Deleted: webhook build');
        expect(receiver.received).toHaveLength(1);
      },
      withoutScripts,
    );
    await receiver.close();
  });

  test('reloading the page after an action does not repeat it', async () => {
    const receiver = await startReceiver();
    const uuid = await createWebhook(receiver.url);
    await visit(`${broker.url}/webhooks/${uuid}`, async (page) => {
      await follow(page, () => page.getByRole('button', { name: 'Send a test request' }).click());
      await page.reload();
      expect(receiver.received).toHaveLength(1);
    });
    await receiver.close();
  });

  test('an action works below a path, behind a proxy that changes Host', async () => {
    const proxy = await startReverseProxy({ path: '/broker' });
    await broker.restart({ baseUrls: ['https://pacts.example.org', proxy.url] });
    proxy.forwardTo(broker.url);
    await history.version('heron', '1', { branch: 'main' });
    await visit(
      `${proxy.url}/pacticipants/heron`,
      async (page) => {
        await follow(page, () => page.getByRole('link', { name: 'Delete this pacticipant …' }).click());
        await follow(page, () => page.getByRole('button', { name: 'Delete pacticipant heron' }).click());
        expect(await page.getByRole('status').innerText()).toContain('Deleted: pacticipant heron');
        expect(page.url()).toContain(`${proxy.url}/pacticipants?outcome=`);
      },
      withoutScripts,
    );
    await proxy.close();
  });

  test('a page of another site cannot send a form', async () => {
    const uuid = await createWebhook('http://127.0.0.1:1/');
    const target = `${broker.url}/actions/disable-webhook`;
    const form = `<form method="post" action="${target}"><input name="uuid" value="${uuid}"><button>Win</button></form>`;
    const frame = `<iframe sandbox="allow-forms allow-scripts" srcdoc='${form}'></iframe>`;
    const evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end(form + frame));
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const { port } = evil.address() as AddressInfo;
    for (const host of ['127.0.0.1', 'localhost'])
      await visit(`http://${host}:${port}/`, async (page) => {
        for (const button of [page.frameLocator('iframe').getByRole('button'), page.getByRole('button').first()]) {
          const answered = page.waitForResponse(target);
          await button.click();
          expect((await answered).status()).toBe(403);
        }
      });
    expect((await broker.ask('GET', `/webhooks/${uuid}`)).body.enabled).toBe(true);
    evil.close();
  });

  test('a reader signs in, and sees the buttons', async () => {
    const uuid = await createWebhook('http://127.0.0.1:1/');
    await broker.restart({ access });
    await visit(
      `${broker.url}/webhooks/${uuid}`,
      async (page) => {
        expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
        await follow(page, () => page.getByRole('link', { name: 'Sign in to make changes' }).click());
        await follow(page, () => page.getByRole('button', { name: 'Disable' }).click());
        expect(await page.getByRole('status').innerText()).toContain('is now disabled');
      },
      { httpCredentials: { username: 'w', password: 'w' } },
    );
  });

  test('a page reloads at the interval that its reader has chosen, and stops', async () => {
    await createWebhook('http://127.0.0.1:1/');
    await visit(
      `${broker.url}/webhooks`,
      async (page) => {
        await follow(page, () => page.getByRole('link', { name: 'Refresh every 30 s' }).click());
        await page.goto(page.url().replace('refresh=30', 'refresh=10'));
        await page.waitForEvent('load');
        await follow(page, () => page.getByRole('link', { name: 'Stop' }).click());
        expect([page.url(), await page.getByText('This page reloads').count()]).toEqual([`${broker.url}/webhooks`, 0]);
      },
      withoutScripts,
    );
  });

  test('every page of an action is accessible, and as wide as the screen', async () => {
    const name = 'market-data-aggregation-service-for-european-equities-and-derivatives-and-their-reference-data';
    const unbroken = `市場データ配信サービス📈${'x'.repeat(100)}`;
    const receiver = await startReceiver();
    receiver.answers = [{ status: 500 }];
    await broker.restart({ webhooks: { ...localWebhooks, retrySchedule: [] } });
    const uuid = await createWebhook(receiver.url);
    await history.publish(name, '1', ['x'], { branch: unbroken, provider: unbroken, tags: ['t'] });
    await history.mainBranch(name, unbroken);
    await history.deploy(name, '1', 'production');
    await broker.deliverWebhooks();
    const fields = {
      pacticipant: { pacticipant: name },
      version: { pacticipant: name, version: '1' },
      branch: { pacticipant: name, branch: unbroken },
      integration: { consumer: name, provider: unbroken },
      webhook: { uuid },
    };
    await visit(`${broker.url}/webhooks?refresh=60`, async (page) => {
      await inspect(page, 'webhooks');
      await page.goto(`${broker.url}/webhooks?refresh=5`);
      await inspect(page, 'refresh-not-accepted');
      await page.goto(`${broker.url}/pacticipants/${name}`);
      await page.getByText('Delete a branch').click();
      await page.getByText('Other ways to run it').first().click();
      await inspect(page, 'pacticipant');
      for (const [what, of] of Object.entries(fields)) {
        await page.goto(`${broker.url}/actions/delete-${what}?${new URLSearchParams(of)}`);
        await inspect(page, `delete-${what}`);
      }
      await page.goto(`${broker.url}/actions/delete-version?${new URLSearchParams(fields.version)}`);
      await history.release(name, '1', 'test');
      await follow(page, () => page.getByRole('button', { name: 'Delete version' }).click());
      await inspect(page, 'delete-changed');
      await follow(page, () => page.getByRole('button', { name: 'Delete version' }).click());
      await inspect(page, 'deleted');
      await page.goto(`${broker.url}/webhooks/${uuid}`);
      await follow(page, () => page.getByRole('button', { name: 'Send a test request' }).click());
      await inspect(page, 'tested');
    });
    await receiver.close();
  }, 600_000);

  test('the page of a delivery offers to send it again', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 500 }, { status: 200 }];
    await broker.restart({ webhooks: { ...localWebhooks, retrySchedule: [] } });
    await createWebhook(receiver.url);
    await history.publish('heron', '1', ['x']);
    await broker.deliverWebhooks();
    await visit(`${broker.url}/webhooks`, async (page) => {
      await follow(page, () =>
        page
          .getByRole('region')
          .getByRole('link', { name: 'build' })
          .or(page.getByRole('link', { name: /^POST/ }))
          .first()
          .click(),
      );
      await follow(page, () => page.getByRole('button', { name: 'Redeliver' }).click());
      expect(await page.getByRole('status').innerText()).toContain('queued again');
      await broker.deliverWebhooks();
      await page.reload();
      expect(await page.locator('.state.verified').count()).toBeGreaterThan(0);
      await inspect(page, 'redelivered');
    });
    await receiver.close();
  });
});
