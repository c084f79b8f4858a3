/** A request within the size limits that costs a broker as much time as its sender can make it cost. */
export interface HostileRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly accept?: string;
}

const pactPath = (version: string) =>
  `/pacts/provider/hostile-p/consumer/hostile-c/version/${encodeURIComponent(version)}`;

/** The URL of the pact version that hostile results are posted to. */
export const verifiedPactPath = pactPath('metadata');

/** @param bytes the size of the largest bodies */
export function hostileRequests(bytes: number): HostileRequest[] {
  const small = Math.min(bytes, 250_000);
  const repeat = (text: string, length = bytes) => text.repeat(Math.floor(length / text.length));
  const list = (item: string, length = bytes) => `[${repeat(`${item},`, length - item.length - 10)}${item}]`;
  const members = (value: string, length = bytes, prefix = '') => {
    const parts: string[] = [];
    for (let i = 0, size = 0; size < length - 100; i += 1) {
      const part = `"${prefix}${i.toString(36)}":${value}`;
      parts.push(part);
      size += part.length + prefix.length + 1;
    }
    return `{${parts.join()}}`;
  };
  const documents: [string, string | Uint8Array][] = [
    ['only opening brackets', repeat('[')],
    ['a list of numbers', list('1')],
    ['a list of empty lists', list('[]')],
    ['broken UTF-8 at the end', brokenUtf8(bytes)],
    ['a syntax error at the end', `${list('1').slice(0, -1)}x`],
    ['one interaction', `{"interactions":[{"description":"a","request":{"body":${list('"abc"', bytes - 200)}}}]}`],
    ['one string', `{"interactions":[{"description":"${repeat('a', bytes - 200)}"}]}`],
    ['one string with escapes', `{"interactions":[{"description":"${repeat('\\u00e4', bytes - 200)}"}]}`],
    ['one number', `{"interactions":[{"description":${repeat('1', bytes - 200)}}]}`],
    ['floats', `{"interactions":[{"a":${list('1.5e-7', bytes - 200)}}]}`],
    ['empty interactions', `{"interactions":${list('{}', bytes - 200)}}`],
    ['interactions that are no objects', `{"interactions":${list('1', bytes - 200)}}`],
    ['small interactions', `{"interactions":${list('{"description":"a"}', bytes - 200)}}`],
    ['many interactions', manyInteractions(bytes)],
    ['other interactions', manyInteractions(bytes).replaceAll('"POST"', '"PUT"')],
    ['two megabytes of numbers', `{"interactions":[],"metadata":${list('1.5', 2_000_000)}}`],
    ['two megabytes of other numbers', `{"interactions":[],"metadata":${list('2.5', 2_000_000)}}`],
    ['metadata', `{"interactions":[],"metadata":${list('1', bytes - 200)}}`],
    ['no interactions', `{"a":${list('1', bytes - 200)}}`],
    ['interactions that are no list', `{"interactions":${members('1', bytes - 200)}}`],
    ['many members', members('1')],
    ['many members beyond the BMP', members('1', bytes, '\u{1f600}')],
    ['an interaction with many members', `{"interactions":[${members('1', bytes - 200)}]}`],
  ];
  const publication = (content: string | Uint8Array) =>
    JSON.stringify({
      pacticipantName: 'hostile-c',
      pacticipantVersionNumber: '2',
      contracts: [
        {
          consumerName: 'hostile-c',
          providerName: 'hostile-p',
          contentType: 'application/json',
          specification: 'pact',
          content: Buffer.from(content).toString('base64'),
        },
      ],
    });
  const smaller = hostileDocuments(documents, 0.7);
  return [
    ...documents.map(([name, body]) => ({
      name: `PUT a pact: ${name}`,
      method: 'PUT',
      path: pactPath(name),
      body,
    })),
    ...smaller.map(([name, body]) => ({
      name: `publish: ${name}`,
      method: 'POST',
      path: '/contracts/publish',
      body: publication(body),
    })),
    ...documents.slice(0, 5).map(([name, body]) => ({
      name: `publish (body): ${name}`,
      method: 'POST',
      path: '/contracts/publish',
      body,
    })),
    {
      name: 'publish: many members of a contract',
      method: 'POST',
      path: '/contracts/publish',
      body: `{"pacticipantName":"a","pacticipantVersionNumber":"1","contracts":[${members('1', bytes - 200)}]}`,
    },
    { name: 'POST a pacticipant: opening brackets', method: 'POST', path: '/pacticipants', body: repeat('[', small) },
    { name: 'POST a pacticipant: broken UTF-8', method: 'POST', path: '/pacticipants', body: brokenUtf8(small) },
    { name: 'POST a pacticipant: members', method: 'POST', path: '/pacticipants', body: members('1', small) },
    {
      name: 'for-verification: members',
      method: 'POST',
      path: '/pacts/provider/hostile-p/for-verification',
      body: members('1', small),
    },
    {
      name: 'for-verification: selectors',
      method: 'POST',
      path: '/pacts/provider/hostile-p/for-verification',
      body: JSON.stringify({
        consumerVersionSelectors: Array.from({ length: 500 }, (_, i) => ({ branch: `b${i}` })),
        providerVersionTags: Array.from({ length: 100 }, (_, i) => `t${i}`),
        includeWipPactsSince: '2020-01-01',
      }),
    },
    {
      name: 'webhook: members of the body',
      method: 'POST',
      path: '/webhooks',
      body: `{"request":{"body":${members('1', small - 100)}}}`,
    },
    { name: 'query: nested', method: 'GET', path: `/matrix?q${repeat('[a]', 15_000)}=1` },
    {
      name: 'query: selectors',
      method: 'GET',
      path: `/matrix?${repeat('q[][pacticipant]=hostile-c&q[][version]=1&', 15_000)}`,
    },
    {
      name: 'query: ignored',
      method: 'GET',
      path: `/matrix?q[][pacticipant]=hostile-c&${repeat('ignore[][version]=1&', 15_000)}`,
    },
    { name: 'PATCH a pact', method: 'PATCH', path: pactPath('many interactions'), body: manyInteractions(bytes) },
    ...[
      ['many interactions', 'other interactions'],
      ['two megabytes of numbers', 'two megabytes of other numbers'],
    ].map(([one = '', other = '']) => ({
      name: `difference: ${one}`,
      method: 'GET',
      path: `${pactPath(one)}/diff/version/${encodeURIComponent(other)}`,
      accept: 'text/plain',
    })),
    { name: 'GET a pact', method: 'GET', path: pactPath('many interactions') },
    ...['one interaction', 'many interactions', 'metadata', 'floats'].map((name) => ({
      name: `page: ${name}`,
      method: 'GET',
      path: pactPath(name),
      accept: 'text/html',
    })),
    { name: 'provider states', method: 'GET', path: '/pacts/provider/hostile-p/provider-states' },
  ];
}

/** The results of a verification are posted to a pact version, whose URL is known once a pact was published. */
export function hostileResults(path: string, bytes: number): HostileRequest[] {
  return hostileRequests(bytes)
    .filter(({ name }) =>
      /^PUT a pact: (a list of numbers|many members|one interaction|broken UTF-8 at the end)$/.test(name),
    )
    .map(({ name, body }) => ({
      name: name.replace('PUT a pact', 'result'),
      method: 'POST',
      path,
      body:
        typeof body === 'string' && !name.includes('UTF-8')
          ? `{"success":true,"providerApplicationVersion":"1","testResults":${body.slice(0, bytes - 200)}}`
          : (body ?? ''),
    }));
}

function hostileDocuments(documents: [string, string | Uint8Array][], share: number): [string, string | Uint8Array][] {
  return documents.map(([name, body]) => {
    if (typeof body !== 'string') return [name, body.subarray(body.length * (1 - share))];
    const length = Math.floor(body.length * share);
    return [name, body.length > 1_000 && /^[[{]/.test(body) ? shorten(body, length) : body];
  });
}

/** Removes from the middle of a repetitive document. */
function shorten(text: string, length: number): string {
  const commaAt = text.indexOf(',', Math.floor(length / 2));
  if (commaAt < 0) return text.slice(0, length / 2) + text.slice(text.length - length / 2);
  const nextComma = text.indexOf(',', text.length - Math.floor(length / 2));
  return text.slice(0, commaAt) + text.slice(nextComma);
}

function manyInteractions(bytes: number): string {
  const padding = 'x'.repeat(Math.max(1, Math.floor(bytes / 20_000) - 120));
  const interactions = Array.from({ length: 19_000 }, (_, i) => ({
    description: `a${i}`,
    request: { method: 'POST', path: '/', body: padding },
  }));
  return JSON.stringify({ interactions });
}

function brokenUtf8(bytes: number): Uint8Array {
  const broken = Buffer.alloc(bytes - 100, 'x');
  broken[0] = 0x22;
  broken[broken.length - 2] = 0xff;
  return broken;
}
