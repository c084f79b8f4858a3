import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

describe('the list of pacticipants', () => {
  const broker = useBroker();
  beforeAll(async () => {
    const history = new History(broker);
    await history.publish('app', '1', ['a'], { branch: 'main' });
    await history.publish('app', '2', ['a', 'b'], { branch: 'feat/x' });
    await history.version('core', '5', { branch: 'main' });
    await history.verify('5', 'app', '1', false);
    await history.deploy('app', '1', 'production');
    await history.release('core', '5', 'test');
    await broker.ask('PATCH', '/pacticipants/app', { displayName: 'The App' });
    await broker.ask('PUT', '/pacticipants/app/labels/team-a', {});
    await history.version('zebra', '1');
  });
  const rowsOf = async (path: string) => {
    const { body } = await broker.ask('GET', path, undefined, { accept: 'text/html' });
    const [, table = ''] = /<tbody>(.*?)<\/tbody>/s.exec(body as string) ?? [];
    return table.split('<tr>').slice(1);
  };
  const textOf = (html: string) =>
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();

  test('each has its latest version, branch, state, environments, label and display name', async () => {
    const rows = (await rowsOf('/pacticipants')).map((row) => textOf(row).replace(/ less than.*/, ''));
    expect(rows).toEqual([
      'app The App team-a 2 feat/x ✘ failed Production',
      'core 5 main ✘ failed Test',
      'zebra 1 – no pacts –',
    ]);
  });

  test('the state links to its result, and the environment to its page', async () => {
    const [app = ''] = await rowsOf('/pacticipants');
    const [, result = ''] = /class="state failed" href="([^"]+)"/.exec(app) ?? [];
    const { body } = await broker.ask('GET', result, undefined, { accept: 'text/html' });
    expect(textOf(body as string)).toContain('✘ failed by core 5');
    expect(app).toContain(`href="/environments/${await new History(broker).environment('production')}"`);
  });

  test('the list is filtered by label, and sorted by creation', async () => {
    expect((await rowsOf('/pacticipants?label=team-a')).map((row) => textOf(row).split(' ')[0])).toEqual(['app']);
    expect(await rowsOf('/pacticipants?label=nobody')).toEqual([]);
    expect((await rowsOf('/pacticipants?sort=created')).map((row) => textOf(row).split(' ')[0])).toEqual([
      'zebra',
      'core',
      'app',
    ]);
  });
});
