import { MAX_RESULTS } from '../../../src/broker/pages/pact/result-list.tsx';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

describe('results on pages', () => {
  const broker = useBroker();
  const history = () => new History(broker);
  const getPage = async (path: string) =>
    (await broker.ask('GET', path, undefined, { accept: 'text/html' })).body as string;
  /** The text of each row of the table with this caption, its href included. */
  const rowsOf = (html: string, caption: string) => {
    const table = html.slice(html.indexOf(`${caption}</caption>`)).split('</table>')[0] ?? '';
    return table.split('<tr>').slice(2);
  };
  const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const pactOf = (consumer: string) => `/pacts/provider/core/consumer/${consumer}/latest`;

  beforeAll(async () => {
    await history().publish('app', '1', ['a'], { branch: 'main' });
    await history().version('core', '2.0', { branch: 'main' });
    await history().verify('2.0', 'app', '1', false);
    await history().version('core', '1.0', { branch: 'old' });
    const { body: pact } = await broker.ask('GET', pactOf('app'));
    await broker.ask('POST', new URL(pact._links['pb:publish-verification-results'].href).pathname, {
      success: true,
      providerApplicationVersion: '1.0',
      buildUrl: 'https://ci.example.org/7',
      verifiedBy: { implementation: 'pact-python', version: '3.2.0' },
    });
  });

  test('a pact lists all results with version, branch, time and verifier', async () => {
    const rows = rowsOf(await getPage(pactOf('app')), 'Results of this pact version, newest first');
    expect(rows.map(textOf)).toEqual([
      expect.stringMatching(/✔ verified shown above 1\.0 old latest .* ago pact-python 3\.2\.0, build/),
      expect.stringMatching(/✘ failed 2\.0 main latest .* ago unknown/),
    ]);
  });

  test('a failure is listed although an older version of the provider has succeeded later', async () => {
    const html = await getPage(pactOf('app'));
    expect(textOf(html)).toContain('All results 2, 1 failed');
    const [, failed = ''] = rowsOf(html, 'Results of this pact version, newest first');
    const href = /class="state failed" href="([^"]+)"/.exec(failed)?.[1] ?? '';
    const result = textOf(await getPage(href));
    expect(result).toContain('✘ failed by core 2.0');
    expect(result).toMatch(/✘ failed shown above 2\.0/);
  });

  test('results that are not listed are counted, and their failures too', async () => {
    await history().publish('busy', '1', ['b'], { branch: 'main' });
    await history().verify('0.1', 'busy', '1', false);
    await history().verify('0.2', 'busy', '1', true);
    for (let i = 0; i < MAX_RESULTS; i += 1) await history().verify(`1.${i}`, 'busy', '1', true);
    const text = textOf(await getPage(pactOf('busy')));
    expect(text).toContain(`All results ${MAX_RESULTS + 2}, 1 failed`);
    expect(text).toContain(`The newest ${MAX_RESULTS} are shown, and 2 older ones are not, of which 1 failed.`);
  });

  test('a state links to the result that it comes from, on the overview and on both applications', async () => {
    await history().mainBranch('core', 'main'); // its head is 2.0
    for (const [path, row] of [
      ['/', 'href="/pacticipants/app">'],
      ['/pacticipants/app', 'href="/pacticipants/core">'],
      ['/pacticipants/core', 'href="/pacticipants/app">'],
    ] as const) {
      const rows = (await getPage(path)).split('<tr>').filter((one) => one.includes(row) && one.includes('>matrix'));
      const href = /class="state failed" href="([^"]+)"/.exec(rows[0] ?? '')?.[1] ?? '';
      expect(textOf(await getPage(href))).toContain('✘ failed by core 2.0');
    }
  });

  test('a state without a result links to the pact', async () => {
    await history().publish('new', '7', ['n'], { branch: 'main' });
    const [row = ''] = (await getPage('/pacticipants/new')).split('<tr>').filter((one) => one.includes('not verified'));
    expect(row).toContain('class="state unverified" href="/pacts/provider/core/consumer/new/version/7"');
  });

  test('a pact that has changed since the last verification says so on every page, and is never shown as verified', async () => {
    await history().publish('edited', '1', ['e'], { branch: 'main' });
    await history().version('core', '7.0', { branch: 'seven' });
    await history().verify('7.0', 'edited', '1', true);
    await history().publish('edited', '2', ['e', 'more'], { branch: 'main' });
    for (const path of ['/?search=edited', '/pacticipants/edited', '/pacticipants/edited/versions/2', '/network']) {
      const html = await getPage(path);
      expect([path, textOf(html)]).toEqual([path, expect.stringContaining('changed, not verified')]);
      expect(html).not.toMatch(/class="state verified"[^>]*href="[^"]*edited/);
    }
    expect(textOf(await getPage('/?search=edited'))).toContain('1 changed since the last verification');
    const text = textOf(await getPage(pactOf('edited')));
    expect(text).toMatch(
      /≠ changed, not verified No version of core has verified this pact version yet\. The pact has changed since the last verification: ✔ verified by 7\.0 .* ago \./,
    );
    await history().deploy('edited', '2', 'changing');
    await history().deploy('core', '7.0', 'changing');
    const { body } = await broker.ask('GET', '/environments?name=changing');
    const environment = textOf(await getPage(`/environments/${body._embedded.environments[0].uuid}`));
    expect(environment).toContain('✘ Of 1 integration in this environment: 1 changed since the last verification.');
  });

  test('an older pact version is not changed by the verification of a newer one', async () => {
    await history().publish('rolled-back', '1', ['r'], { branch: 'old' });
    await history().publish('rolled-back', '2', ['r', 'more'], { branch: 'main' });
    await history().verify('7.0', 'rolled-back', '2', true);
    const text = textOf(await getPage('/pacts/provider/core/consumer/rolled-back/version/1'));
    expect(text).toContain(
      '? not verified No version of core has verified this pact version yet. Let the build of core verify it',
    );
  });

  test('failed and not verified together are a NO', async () => {
    await history().publish('third', '1', ['t'], { branch: 'main' });
    await history().publish('fourth', '1', ['f'], { branch: 'main' });
    await history().verify('9.0', 'third', '1', false);
    for (const consumer of ['third', 'fourth']) await history().deploy(consumer, '1', 'both');
    const text = textOf(await getPage('/pacticipants/core/versions/9.0'));
    expect(text).toContain('NO: core 9.0 must not go to both.');
    const query = 'q[][pacticipant]=core&q[][version]=9.0&environment=both&latestby=cvp';
    expect(textOf(await getPage(`/matrix?${query}`))).toContain('No, these versions are not compatible.');
  });
});
