import { contract } from '../../scripts/support/contract.ts';
import { History, publication } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

describe('publishing contracts', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  const publish = (...args: Parameters<typeof publication>) =>
    broker.ask('POST', '/contracts/publish', publication(...args));
  const texts = (body: { notices: { text: string }[] }) => body.notices.map(({ text }) => text);

  test('reports the version, branch and tags that it creates', async () => {
    const options = { branch: 'main', tags: ['dev'], buildUrl: 'http://ci/1' };
    const { status, body } = await publish('heron', '1', ['a'], options);
    expect([status, texts(body)]).toEqual([
      200,
      [
        'Created heron version 1 with branch main and tags dev',
        'Pact successfully published for heron version 1 and provider core.',
        `  View the published pact at ${broker.url}/pacts/provider/core/consumer/heron/version/1`,
        '  Events detected: contract_published, contract_content_changed (first time any pact published for this consumer with consumer version tagged dev)',
        '  Next steps:',
        '    * Add Pact verification tests to the core build. See https://docs.pact.io/go/provider_verification',
        '    * Configure separate core pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks',
      ],
    ]);
    expect(body.logs[1]).toEqual({
      level: 'success',
      message: texts(body)[1],
      deprecationWarning: 'Replaced by notices',
    });
    expect((await broker.ask('GET', '/pacticipants/heron')).body.mainBranch).toBe('main');
    const version = (await broker.ask('GET', '/pacticipants/heron/versions/1')).body;
    expect([version.buildUrl, version._embedded.tags[0].name]).toEqual(['http://ci/1', 'dev']);
  });

  test('re-publishing the same content without a branch explains how to set one', async () => {
    await history.publish('heron', '1', ['a', 'b']);
    const { status, body } = await publish('heron', '1', ['b', 'a']);
    expect([status, texts(body).slice(0, 3)]).toEqual([
      200,
      [
        'Updated heron version 1',
        '  Next steps:\n    Configure the version branch to be the value of your repository branch.',
        'Pact successfully republished for heron version 1 and provider core with no content changes.',
      ],
    ]);
    expect(texts(body)).toContain('  Events detected: contract_published');
    expect(body._links['pb:pacticipant-version-tags']).toEqual([]);
  });

  test('other content for the same version is refused with the difference', async () => {
    await history.publish('heron', '1', ['a']);
    const { status, headers, body } = await publish('heron', '1', ['b'], { branch: 'other', buildUrl: 'http://ci' });
    expect([status, headers.get('content-type')]).toEqual([409, 'application/json;charset=utf-8']);
    const [error, info] = body.notices;
    expect(error.text).toMatch(/^Cannot change the content of the pact for heron version 1 and provider core, as/);
    expect(body.errors.contracts).toEqual([error.text]);
    expect(info.text).toMatch(/-\s+"description": "a"\n\+\s+"description": "b"/);
    const version = (await broker.ask('GET', '/pacticipants/heron/versions/1')).body;
    expect([version.buildUrl, version._embedded.branchVersions]).toEqual([undefined, []]);
  });

  test('a conflict is never a problem document', async () => {
    await history.publish('heron', '1', ['a']);
    const accept = { accept: 'application/hal+json, application/problem+json' };
    const answer = await broker.ask('POST', '/contracts/publish', publication('heron', '1', ['b']), accept);
    expect([answer.status, Object.keys(answer.body)]).toEqual([409, ['notices', 'errors']]);
  });

  test('a conflicting contract prevents the whole publication', async () => {
    await history.publish('heron', '1', ['a']);
    const body = publication('heron', '1', ['changed']);
    const both = { ...body, contracts: [contract('heron', 'store', {}), ...body.contracts] };
    expect((await broker.ask('POST', '/contracts/publish', both)).status).toBe(409);
    expect((await broker.ask('GET', '/pacticipants/store')).status).toBe(404);
  });

  test('the last of two contracts for a provider is published, with a warning', async () => {
    const [one] = publication('heron', '1', ['a']).contracts;
    const [other] = publication('heron', '1', ['b']).contracts;
    const body = { ...publication('heron', '1', []), contracts: [one, other] };
    const { status, body: answer } = await broker.ask('POST', '/contracts/publish', body);
    const warning = answer.notices.find(({ type }: { type: string }) => type === 'warning');
    expect([status, warning.text]).toEqual([
      200,
      expect.stringMatching(/^Pact with changed content published over existing content for heron version 1 and/),
    ]);
    const pact = (await broker.ask('GET', '/pacts/provider/core/consumer/heron/version/1')).body;
    expect(pact.interactions[0].description).toBe('b');
  });

  test.each([
    ['heron', 'Core Service'],
    ['Herons', 'core'],
    ['HERON', 'core'],
    ['heron-api', 'core'],
  ])('names similar to existing ones are refused: %s and %s', async (consumer, provider) => {
    await history.publish('heron', '1', ['a']);
    const { status, body } = await publish(consumer, '2', ['a'], { provider });
    expect([status, body.notices[0].type]).toEqual([409, 'error']);
    expect(body.notices[0].text).toMatch(/is very similar to the following existing pacticipants:\n\* (heron|core)\n/);
  });

  test('a known content counts as changed for a new tag', async () => {
    const event = async (...args: Parameters<typeof publication>) =>
      texts((await publish(...args)).body).find((text) => text.startsWith('  Events'));
    await history.publish('heron', '1', ['a'], { tags: ['dev'] });
    expect(await event('heron', '2', ['a'], { tags: ['dev'] })).toBe(
      '  Events detected: contract_published (pact content is the same as previous version with tag dev and no new tags were applied)',
    );
    expect(await event('heron', '3', ['a'])).toMatch(/contract_content_changed \(first time untagged pact published\)/);
    expect(await event('heron', '4', ['b'])).toMatch(/\(pact content has changed since previous untagged version\)/);
    expect(await event('heron', '5', ['b'], { tags: ['dev'] })).toMatch(
      /since the last consumer version tagged with dev/,
    );
  });

  test('concurrent publications of one version create one version', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => publish('heron', '1', ['a'], { branch: 'main' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ body }) => texts(body)[0]?.startsWith('Created'))).toHaveLength(1);
    const versions = (await broker.ask('GET', '/pacticipants/heron/versions')).body._embedded.versions;
    expect(versions).toHaveLength(1);
  });
});

describe('invalid publications', () => {
  const broker = useBroker();

  test.each<[string, object, object]>([
    [
      'an empty object',
      {},
      {
        pacticipantName: ['is missing'],
        pacticipantVersionNumber: ['is missing'],
        contracts: ['is missing'],
      },
    ],
    ['no contracts', publicationOf([]), { contracts: ['size cannot be less than 1'] }],
    [
      'an empty contract',
      publicationOf([{}]),
      {
        contracts: [
          ...['consumerName', 'providerName', 'content', 'contentType', 'specification'].map(
            (field) => `${field} is missing (at index 0)`,
          ),
          'is not valid Base64 (at index 0)',
        ],
      },
    ],
    [
      'a content with another consumer name',
      publicationOf([{ ...contract('x', 'core', {}), consumerName: 'heron' }]),
      {
        contracts: [
          "consumer name in contract content ('x') must match consumerName in contract params ('heron') (at index 0)",
        ],
      },
    ],
    [
      'content that is not JSON or not UTF-8',
      publicationOf([
        { ...contract('heron', 'core', {}), content: 'e2JhZA==' },
        { ...contract('heron', 'core', {}), content: '/w==' },
      ]),
      {
        contracts: [
          'content could not be parsed as application/json (at index 0)',
          "contract content has a non UTF-8 character at char 1 and cannot be parsed as JSON. Fragment preceding invalid character is: '' (at index 1)",
          'content could not be parsed as application/json (at index 1)',
        ],
      },
    ],
  ])('%s is refused', async (_, body, errors) => {
    const answer = await broker.ask('POST', '/contracts/publish', body);
    expect([answer.status, answer.body]).toEqual([400, { errors }]);
  });
});

function publicationOf(contracts: object[]) {
  return { pacticipantName: 'heron', pacticipantVersionNumber: '1', contracts };
}
