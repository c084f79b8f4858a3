import type { Access } from '../../../src/broker/http/access.ts';
import { History } from '../../support/history.ts';
import { startReceiver } from '../../support/receiver.ts';
import { useBroker } from '../../support/use-broker.ts';
import { localWebhooks } from '../webhooks/use-webhooks.ts';
import { useForms } from './use-forms.ts';

const names = ['heron', 'a/b "c" \'d\'', '市場 📈', '<i>&amp;', 'a%2Fb?c#d'];

describe('deletions by a form', () => {
  const lines: string[] = [];
  const broker = useBroker({ log: (line) => void lines.push(line) });
  const history = new History(broker);
  const { open, submit, follow } = useForms(broker);
  const pathOf = (action: string, fields: Record<string, string>) =>
    `/actions/${action}?${new URLSearchParams(fields).toString()}`;

  test.each(names)('a pacticipant %s is deleted after the confirmation', async (name) => {
    await history.publish(name, '1', ['x'], { branch: 'main', provider: `provider of ${name}` });
    const path = pathOf('delete-pacticipant', { pacticipant: name });
    const page = await open(path);
    expect(page.text).toContain('Published pacts1');
    const answer = await submit(page);
    expect([answer.status, await broker.ask('GET', `/pacticipants/${encodeURIComponent(name)}`)]).toMatchObject([
      303,
      { status: 404 },
    ]);
    expect((await follow(answer)).text).toContain(`Deleted: pacticipant ${name} (`);
    expect((await open(path)).status).toBe(404);
  });

  test('a version is deleted, and others remain', async () => {
    await history.publish('stork', 'feat/1', ['x']);
    await history.publish('stork', '2', ['x']);
    const page = await open(pathOf('delete-version', { pacticipant: 'stork', version: 'feat/1' }));
    expect(page.text).toContain('stork with its branches and 1 other version');
    await submit(page);
    const { body } = await broker.ask('GET', '/pacticipants/stork/versions');
    expect(body._embedded.versions.map(({ number }: { number: string }) => number)).toEqual(['2']);
  });

  test('a version in an environment is named before it is deleted', async () => {
    await history.publish('ibis', '1', ['x']);
    await history.deploy('ibis', '1', 'production');
    const page = await open(pathOf('delete-version', { pacticipant: 'ibis', version: '1' }));
    expect(page.text).toContain('ibis 1 is in production: can-i-deploy will no longer consider it there.');
  });

  test('a branch is deleted, and its versions remain', async () => {
    await history.version('crane', '1', { branch: 'feat/x' });
    const page = await open(pathOf('delete-branch', { pacticipant: 'crane', branch: 'feat/x' }));
    expect(page.text).toContain('1 version of the branch, with pacts');
    await submit(page);
    expect((await broker.ask('GET', '/pacticipants/crane/branches')).body._embedded.branches).toEqual([]);
    expect((await broker.ask('GET', '/pacticipants/crane/versions/1')).status).toBe(200);
  });

  test('an integration is deleted, and the page names the pacticipants that are also deleted', async () => {
    await history.publish('teal', '1', ['x'], { provider: 'pond' });
    await history.publish('gull', '1', ['x'], { provider: 'pond' });
    const page = await open(pathOf('delete-integration', { consumer: 'teal', provider: 'pond' }));
    expect(page.text).toContain('teal is also deleted, because it has no other data.');
    expect(page.text).toContain('pond, with its other pacts');
    await submit(page);
    const teal = await broker.ask('GET', '/pacticipants/teal');
    const pond = await broker.ask('GET', '/pacticipants/pond');
    expect([teal.status, pond.status]).toEqual([404, 200]);
  });

  test('what has changed since the page was opened is not deleted', async () => {
    await history.publish('swan', '1', ['x']);
    const page = await open(pathOf('delete-pacticipant', { pacticipant: 'swan' }));
    await history.publish('swan', '2', ['y']);
    lines.length = 0;
    const refused = await submit(page);
    expect(lines).toEqual([expect.stringMatching(/refused: .*"pacticipant swan" has changed$/)]);
    expect([refused.status, refused.text.includes('The data has changed since you opened this page')]).toEqual([
      409,
      true,
    ]);
    expect((await broker.ask('GET', '/pacticipants/swan')).status).toBe(200);
    expect((await submit(refused)).status).toBe(303);
  });

  test('another pacticipant of the same name is not deleted', async () => {
    await history.version('kite', '1');
    const page = await open(pathOf('delete-pacticipant', { pacticipant: 'kite' }));
    await broker.ask('DELETE', '/pacticipants/kite');
    await history.version('kite', '1');
    expect((await submit(page)).status).toBe(409);
  });

  test('a form that is sent twice deletes once', async () => {
    await history.version('wren', '1');
    const page = await open(pathOf('delete-pacticipant', { pacticipant: 'wren' }));
    const statuses = (await Promise.all([submit(page), submit(page)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([303, 404]);
  });

  test('an unknown outcome id shows no outcome', async () => {
    expect((await open('/webhooks?outcome=x')).text).toContain('The outcome of this action is no longer stored.');
  });

  test('a refused action is one line of the log for any names of its fields', async () => {
    lines.length = 0;
    await submit({ action: '/actions/delete-pacticipant', body: 'pacticipant=a&plan=x&%0Aaction%C2%85%E2%80%AE=1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^action without credentials refused: \/actions\/delete-pacticipant: [^\p{Cc}\p{Cf}\p{Zl}]*$/u,
    );
  });

  test('each deletion is one line of the log', async () => {
    await history.version('owl "\u202e', '1');
    lines.length = 0;
    await submit(await open(pathOf('delete-pacticipant', { pacticipant: 'owl "\u202e' })));
    expect(lines).toEqual([
      'action without credentials: deleted "pacticipant owl \\"\\u{202e}" (pacticipants: 1, versions: 1)',
    ]);
  });

  test.each([
    ['a missing field', '', 400, 'pacticipant is missing'],
    ['a repeated field', 'pacticipant=a&pacticipant=b&plan=x', 400, 'pacticipant is given more than once'],
    ['an unknown field', 'pacticipant=a&plan=x&all=1', 400, 'all is not a field of this form'],
    ['a field __proto__', 'pacticipant=a&plan=x&__proto__=1', 400, '__proto__ is not a field of this form'],
    ['a form of 17 KiB', `pacticipant=a&plan=${'x'.repeat(17 * 1024)}`, 413, 'at most 16 KiB'],
  ])('%s is refused', async (_, body, status, message) => {
    const answer = await submit({ action: '/actions/delete-pacticipant', body });
    expect([answer.status, answer.text.includes(message)]).toEqual([status, true]);
  });

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])('%s is refused', async (type) => {
    const answer = await submit(
      { action: '/actions/delete-pacticipant', body: 'pacticipant=a&plan=x' },
      { 'content-type': type },
    );
    expect(answer.status).toBe(415);
  });

  test('a form in UTF-16 is refused, with the reason', async () => {
    const answer = await submit(
      { action: '/actions/delete-pacticipant', body: 'pacticipant=a&plan=x' },
      { 'content-type': 'application/x-www-form-urlencoded; charset="UTF-16"' },
    );
    expect([answer.status, answer.text]).toEqual([
      415,
      expect.stringContaining('in UTF-8 only; this one is sent as utf-16'),
    ]);
  });
});

describe('actions on webhooks by a form', () => {
  const lines: string[] = [];
  const broker = useBroker({ perTest: true, webhooks: localWebhooks, log: (line) => void lines.push(line) });
  const history = new History(broker);
  const { open, submit, follow, press } = useForms(broker);
  beforeEach(() => {
    lines.length = 0;
  });

  async function create(url: string, scope: object = {}): Promise<string> {
    const request = { method: 'POST', url, headers: { authorization: 'Bearer hidden' } };
    const events = [{ name: 'contract_published' }];
    return (await broker.ask('POST', '/webhooks', { description: 'build', events, request, ...scope })).body.uuid;
  }

  test('a test request is sent, and its log is shown without secrets', async () => {
    const receiver = await startReceiver();
    const uuid = await create(receiver.url);
    const page = await follow(await press(`/webhooks/${uuid}`, 'Send a test request'));
    expect(page.text).toContain('The test request was sent. The response reports success.');
    expect(page.text).toContain('authorization: **********');
    expect([receiver.received.length, lines]).toEqual([
      1,
      [`action without credentials: tested webhook ${uuid} "build": success`],
    ]);
    await receiver.close();
  });

  test('a webhook is disabled and enabled', async () => {
    const uuid = await create('http://127.0.0.1:1/');
    const stateOf = async () => (await broker.ask('GET', `/webhooks/${uuid}`)).body.enabled;
    const disabled = await follow(await press(`/webhooks/${uuid}`, 'Disable'));
    expect([disabled.text.includes('The webhook is now disabled.'), await stateOf()]).toEqual([true, false]);
    await press(`/webhooks/${uuid}`, 'Enable');
    expect(await stateOf()).toBe(true);
    expect((await broker.ask('GET', `/webhooks/${uuid}`)).body.request.headers).toEqual({
      authorization: '**********',
    });
  });

  test('a webhook is deleted, and the logs of its deliveries remain', async () => {
    const uuid = await create('http://127.0.0.1:1/');
    await history.publish('heron', '1', ['x']);
    const page = await open(`/actions/delete-webhook?uuid=${uuid}`);
    expect(page.text).toContain('the logs of its past deliveries (1)');
    await submit(page);
    expect((await broker.ask('GET', `/webhooks/${uuid}`)).status).toBe(404);
    expect((await open('/webhooks')).text).toContain('contract published');
  });

  test('a failed delivery is sent again, and a pending one is not queued twice', async () => {
    await broker.restart({ webhooks: { ...localWebhooks, retrySchedule: [] } });
    const receiver = await startReceiver();
    receiver.answers = [{ status: 500 }, { status: 200 }];
    await create(receiver.url);
    await history.publish('heron', '1', ['x']);
    await broker.deliverWebhooks();
    const [, logs = ''] = /href="(\/triggered-webhooks\/[^"]+)"/.exec((await open('/webhooks')).html) ?? [];
    const page = await open(logs);
    const button = { action: '/actions/redeliver', body: `uuid=${logs.split('/')[2]}` };
    expect(page.text).toContain('✘ failed');
    const [first, second] = await Promise.all([submit(button), submit(button)]);
    expect([first.status, second.status].sort()).toEqual([303, 409]);
    await broker.deliverWebhooks();
    expect([receiver.received.length, (await open(logs)).text.includes('✔ sent')]).toEqual([2, true]);
    await receiver.close();
  });

  test('a delivery of a disabled or deleted webhook is not sent again', async () => {
    const receiver = await startReceiver();
    const uuid = await create(receiver.url);
    await history.publish('heron', '1', ['x']);
    await broker.deliverWebhooks();
    const [, delivery = ''] = /href="\/triggered-webhooks\/([^"/]+)/.exec((await open('/webhooks')).html) ?? [];
    const button = { action: '/actions/redeliver', body: `uuid=${delivery}` };
    await press(`/webhooks/${uuid}`, 'Disable');
    const disabled = await submit(button);
    await broker.ask('DELETE', `/webhooks/${uuid}`);
    const deleted = await submit(button);
    expect([disabled.status, deleted.status, receiver.received.length]).toEqual([409, 409, 1]);
    expect((await open(`/triggered-webhooks/${delivery}/logs`)).text).not.toContain('Redeliver');
    await receiver.close();
  });
});

describe('the buttons of pages', () => {
  const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` });
  const access: Access = {
    write: { username: 'w', password: 'w' },
    read: { username: 'r', password: 'r' },
    writeTokens: ['tw'],
    publicRead: true,
  };
  const lines: string[] = [];
  const broker = useBroker({ access, log: (line) => void lines.push(line) });
  const { open, submit } = useForms(broker);
  const writer = basic('w');
  const buttons = /<form method="post"|\/actions\//;
  let paths: string[];
  beforeAll(async () => {
    const request = { method: 'POST', url: 'https://ci.example.org/' };
    await broker.ask('PUT', '/pacticipants/heron/branches/main/versions/1', {}, writer);
    const webhook = { events: [{ name: 'contract_published' }], request };
    const { uuid } = (await broker.ask('POST', '/webhooks', webhook, writer)).body;
    paths = [`/webhooks/${uuid}`, '/pacticipants/heron', '/pacticipants/heron/versions/1'];
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['without credentials', {}, false],
    ['with read credentials', basic('r'), false],
    ['with write credentials', writer, true],
    ['with a token that may write', { authorization: 'Bearer tw' }, true],
  ])('are shown only to users who may write: %s', async (_, headers, shown) => {
    for (const path of paths) expect(buttons.test((await open(path, headers)).html)).toBe(shown);
  });

  test('a reader sees a link to sign in', async () => {
    const { html } = await open('/webhooks', {});
    expect(html).toContain('href="/sign-in?to=%2Fwebhooks"');
    expect((await open('/webhooks', writer)).html).not.toContain('/sign-in');
  });

  test.each([
    ['/webhooks?x=1', '/webhooks?x=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/..//evil.example', '/'],
    ['https://evil.example', '/'],
    ['', '/'],
  ])('after signing in, the browser is sent to a page of this broker: %s', async (to, expected) => {
    const { headers, status } = await open(`/sign-in?to=${encodeURIComponent(to)}`, writer);
    expect([status, headers.get('location')]).toEqual([303, expected]);
  });

  test.each([
    ['without credentials', {}],
    ['with read credentials', basic('r')],
  ])('a form is refused %s', async (_, headers) => {
    const form = { action: '/actions/delete-pacticipant', body: 'pacticipant=heron&plan=x' };
    expect([(await submit(form, headers)).status, (await open('/sign-in', headers)).status]).toEqual([401, 401]);
  });

  test('the log names the user', async () => {
    const page = await open('/actions/delete-branch?pacticipant=heron&branch=main', writer);
    lines.length = 0;
    expect((await submit(page, writer)).status).toBe(303);
    expect(lines).toEqual(['action by user "w": deleted "branch main of heron" (branches: 1)']);
  });
});
