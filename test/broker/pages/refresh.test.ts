import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';
import { useForms } from './use-forms.ts';

describe('pages that reload regularly', () => {
  const broker = useBroker();
  const { open } = useForms(broker);
  const grid = '/matrix/provider/core/consumer/heron';
  const matrix = '/matrix?q[][pacticipant]=heron&q[][pacticipant]=core&latestby=cvpv';
  let webhook: string;
  beforeAll(async () => {
    await new History(broker).publish('heron', '1', ['x'], { branch: 'main' });
    const request = { method: 'POST', url: 'https://ci.example.org/' };
    const { body } = await broker.ask('POST', '/webhooks', { events: [{ name: 'contract_published' }], request });
    webhook = `/webhooks/${body.uuid}`;
  });

  test.each([['/'], [grid], [matrix], ['/webhooks'], ['webhook']])(
    '%s: by a link, and a link stops it',
    async (name) => {
      const path = name === 'webhook' ? webhook : name;
      const page = await open(path);
      const [, start = ''] = /href="([^"]*refresh=30)"/.exec(page.html) ?? [];
      const reloading = await open(start.replaceAll('&amp;', '&'));
      expect([page.headers.get('refresh'), reloading.status, reloading.headers.get('refresh')]).toEqual([
        null,
        200,
        '30',
      ]);
      const [, stop = ''] = /every 30 s\. <a href="([^"]*)">Stop</.exec(reloading.html) ?? [];
      expect(stop.replaceAll('&amp;', '&')).toBe(path);
    },
  );

  test.each(['10', '3600'])('an interval of %s seconds is accepted', async (seconds) => {
    expect((await open(`/?refresh=${seconds}`)).headers.get('refresh')).toBe(seconds);
  });

  test.each(['9', '3601', '0', '-30', '30.5', '1e2', '', 'x', '30;url=https://evil.example'])(
    'an interval of "%s" is not accepted, and the page names the limits',
    async (seconds) => {
      const { headers, text } = await open(`/?refresh=${encodeURIComponent(seconds)}`);
      expect([headers.get('refresh'), text.includes('a whole number of seconds from 10 to 3600')]).toEqual([
        null,
        true,
      ]);
    },
  );

  test('other pages do not reload', async () => {
    expect((await open('/pacticipants/heron?refresh=30')).headers.get('refresh')).toBe(null);
  });
});
