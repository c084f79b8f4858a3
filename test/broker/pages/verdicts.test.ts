import { canIDeploy } from '../../../src/gate/can-i-deploy.ts';
import { shortenShas } from '../../../src/text/short-sha.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

describe('verdicts on pages', () => {
  const broker = useBroker();
  const history = new History(broker);
  beforeAll(async () => {
    await history.publish('app', '1', ['a'], { branch: 'main' });
    await history.publish('other', '1', ['b'], { branch: 'main', provider: 'nobody' });
    await history.verify('1.0', 'app', '1', true);
    await history.verify('2.0', 'app', '1', false);
    await history.deploy('app', '1', 'production');
    await history.deploy('other', '1', 'production');
    await history.deploy('core', '2.0', 'production');
  });

  /** The text of a page without its markup. */
  async function textOf(path: string): Promise<string> {
    const { body } = await broker.ask('GET', path, undefined, { accept: 'text/html' });
    const text = (body as string)
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
    return text.replace(/\s+/g, ' ');
  }

  test.each([
    ['core', '1.0', 'test'],
    ['core', '2.0', 'production'],
    ['core', '3.0', 'production'],
    ['app', '1', 'production'],
    ['other', '1', 'production'],
  ])('%s %s to %s: the page has the reasons and next steps of the gate', async (pacticipant, version, environment) => {
    await history.version(pacticipant, version);
    const { reasons } = await canIDeploy({ url: broker.url }, { pacticipant, version, to: { environment } });
    const page = await textOf(`/pacticipants/${pacticipant}/versions/${version}`);
    for (const { text, next = '' } of reasons) {
      expect(page).toContain(shortenShas(text));
      expect(page).toContain(next.replace(/http\S+\d/, 'the result').replace(/<version>/, '&lt;version&gt;'));
    }
  });

  test('failures in production are on the pages of the environment and the overview', async () => {
    const page = await textOf(`/environments/${await history.environment('production')}`);
    expect(page).toContain(
      '✘ Of 2 integrations in this environment: 1 failed, 1 with a provider that is not deployed.',
    );
    const overview = await textOf('/');
    expect(overview).toContain('1 failed, 2 without a provider, 1 not verifiedNeeds attention');
    expect(overview).toMatch(/Productionapp 1core 2\.0✘ failed/);
  });

  test('the summary counts deployed versions without a result, and one filter applies to both tables', async () => {
    await history.publish('late', '1', ['l'], { branch: 'main' });
    await history.deploy('late', '1', 'production');
    expect(await textOf('/')).toContain('1 failed, 2 without a provider, 3 not verified (1 of them deployed)');
    const filtered = await textOf('/?search=late');
    expect(filtered).toMatch(/Needs attention.*late 1.*Integrations 1/);
    expect(filtered.match(/app 1/g)).toBeNull();
    expect(await textOf('/?state=verified')).toContain('Nothing that matches the filter needs attention.');
  });
});
