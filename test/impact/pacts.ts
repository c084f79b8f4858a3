/** The same contract in each specification: an HTTP response or a message with a queue, its items, and a header. */
const content = { size: 80, level: 'soft', source: 'store', items: [{ price: 1.5, tags: ['a'] }], pinned: { a: 1 } };

const v3Body = {
  '$.size': { matchers: [{ match: 'integer' }], combine: 'AND' },
  '$.level': { matchers: [{ match: 'type' }, { match: 'regex', regex: '^(ok|soft)$' }], combine: 'AND' },
  '$.source': { matchers: [{ match: 'type' }], combine: 'AND' },
  '$.items': { matchers: [{ match: 'type', min: 1 }], combine: 'AND' },
  '$.items[*].price': { matchers: [{ match: 'decimal' }], combine: 'AND' },
};

const v2Rules = {
  '$.body.size': { match: 'integer' },
  '$.body.level': { regex: '^(ok|soft)$' },
  '$.body.source': { match: 'type' },
  '$.body.items': { min: 1 },
  '$.body.items[*].price': { match: 'decimal' },
  '$.headers.Location': { match: 'regex', regex: '^/queues' },
};

export const http2 = {
  interactions: [
    {
      description: 'a request for a queue',
      providerState: 'there is a queue',
      request: { method: 'GET', path: '/queue', query: 'page=1', matchingRules: { '$.query.page': { match: 'type' } } },
      response: { status: 200, headers: { Location: '/queues/1' }, body: content, matchingRules: v2Rules },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
};

export const http4 = {
  interactions: [
    {
      type: 'Synchronous/HTTP',
      description: 'a request for a queue',
      request: {
        method: 'GET',
        path: '/queue',
        query: { page: ['1'] },
        matchingRules: { query: { '$.page': { matchers: [{ match: 'type' }] } } },
      },
      response: {
        status: 200,
        headers: { Location: ['/queues/1'] },
        body: { content, contentType: 'application/json', encoded: false },
        matchingRules: {
          body: v3Body,
          header: { Location: { matchers: [{ match: 'regex', regex: '^/queues' }] } },
          status: { matchers: [{ match: 'statusCode', status: 'success' }] },
        },
      },
    },
  ],
};

export const message3 = {
  messages: [
    {
      description: 'a Queue',
      providerStates: [{ name: 'there is a queue', params: { level: 'soft' } }],
      contents: content,
      metaData: { topic: 'queues' },
      matchingRules: { body: v3Body, metadata: { topic: { matchers: [{ match: 'type' }] } } },
    },
  ],
};

export const message4 = {
  interactions: [
    {
      type: 'Asynchronous/Messages',
      description: 'a Queue',
      contents: { content, contentType: 'application/json', encoded: false },
      metadata: { topic: 'queues' },
      matchingRules: { body: v3Body },
    },
  ],
};

export const reply4 = {
  interactions: [
    {
      type: 'Synchronous/Messages',
      description: 'a Queue on request',
      request: {
        contents: { content: { id: 1 } },
        matchingRules: { body: { '$.id': { matchers: [{ match: 'integer' }] } } },
      },
      response: [
        {
          contents: { content, contentType: 'application/json' },
          matchingRules: { body: v3Body },
          metadata: { topic: 'q' },
        },
      ],
    },
  ],
};
