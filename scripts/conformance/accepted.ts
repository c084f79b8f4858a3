/** Differences from the official broker that are meant. */
export interface Accepted {
  /** The id of its row in src/broker/DIFFERENCES.md. */
  readonly listed: string;
  /** Where it shows: `scenario | step | path`, all below the path included; `*` is any. Every place is one. */
  readonly places: readonly string[];
}

export const accepted: readonly Accepted[] = [
  {
    listed: 'D1',
    places: [
      ...headed('S1 | its head'),
      ...headed('S1 | the head of the heartbeat'),
      ...headed('S37 | the head of a resource'),
      ...headed('S38 | the reader, the head'),
    ],
  },
  { listed: 'D2', places: refused('S37 | HAL as a type') },
  {
    listed: 'D6',
    places: [
      'S5 | malformed JSON',
      'S6 | with malformed JSON',
      'S13 | malformed',
      'S14 | malformed',
      'S16 | malformed',
      'S23 | malformed',
      'S24 | malformed',
      'S25 | malformed',
      'S25 | without a body',
      'S26 | malformed',
      'S27 | malformed',
      'S27 | empty',
      'S29 | malformed',
      'S37 | malformed before missing',
      'S37 | malformed before not acceptable',
      'S37 | malformed, as problem+json',
    ].map((step) => `${step} | body`),
  },
  {
    listed: 'D7',
    places: [...refused('S6 | with a list'), ...refused('S27 | a list')],
  },
  {
    listed: 'D9',
    places: [
      'S6 | as text',
      'S13 | without saying it is JSON',
      'S13 | as text',
      'S14 | as plain JSON',
      'S15 | as plain JSON',
      'S23 | as text',
      'S24 | as text',
      'S26 | as text',
      'S26 | as plain JSON',
      'S27 | a merge that contradicts',
      'S27 | as text',
      'S37 | missing before another type',
      'S37 | another type',
      'S37 | no type',
      'S37 | publishing as text',
    ].map((step) => `${step} | headers`),
  },
  {
    listed: 'D10',
    places: ['S5', 'S16', 'S25', 'S29'].flatMap((id) => whole(`${id} | as text`)),
  },
  { listed: 'D11', places: ['S37 | missing before another type | body'] },
  { listed: 'D14', places: refused('S37 | a type in capitals') },
  { listed: 'D15', places: ['S36 | its options | headers.access-control-allow-methods'] },
  {
    listed: 'D16',
    places: [
      'A3 | the index with the relation',
      'S1 | asked for HAL',
      'S1 | asked as the clients ask',
      'S1 | asked for anything',
      'S1 | asked without saying for what',
    ].flatMap((step) =>
      ['pb:metrics', 'pb:tagged-pact-versions'].map((rel) => `${step} | body._links.${rel}.templated`),
    ),
  },
  {
    listed: 'D17',
    places: [
      ...refused('R6 | the pact again'),
      ...refused('S24 | a page before the first'),
      ...whole('S37 | a zero byte'),
      ...refused('S37 | a broken query'),
      ...whole('S37 | malformed before another type'),
    ],
  },
  {
    listed: 'D18',
    places: ['an error on purpose', 'an error on purpose, as problem+json'].flatMap((step) => whole(`S37 | ${step}`)),
  },
  { listed: 'D19', places: headed('S37 | an unknown method') },
  {
    listed: 'D20',
    places: [...whole('S37 | a broken escape').slice(1), ...refused('S37 | broken UTF-8')],
  },
  {
    listed: 'D21',
    places: ['body.updatedAt', 'body._embedded.*.*.updatedAt'].map((path) => `* | * | ${path}`),
  },
  { listed: 'D23', places: ['S25 | a blank name | body.errors.name'] },
  {
    listed: 'D24',
    places: ['.csv', '.json', '.yaml', '.svg'].flatMap((ending) => whole(`S37 | an ending ${ending}`)),
  },
  {
    listed: 'D25',
    places: [
      'S24 | an empty page | body._links.previous.href',
      'S25 | a page after the last | body._links.previous.href',
    ],
  },
  {
    listed: 'D27',
    places: [
      'A1 | created | headers.location',
      ...['made', 'made again', 'with everything', 'a repository that is no address'].map(
        (step) => `S25 | ${step} | headers.location`,
      ),
    ],
  },
  {
    listed: 'D29',
    places: ['pacticipant', 'pb:pacticipant', 'self'].map((rel) => `S23 | versions with a tag | body._links.${rel}`),
  },
  { listed: 'D38', places: headed('S15 | as text') },
  {
    listed: 'D39',
    places: ['numbers', 'numbers, read'].map((step) => `S42 | ${step} | body.interactions`),
  },
  { listed: 'D42', places: refused('S37 | publishing no contracts') },
  {
    listed: 'D45',
    places: [
      ...[
        'other content for the same version',
        'asked to merge',
        'asked to overwrite',
        'one interaction more',
        'nothing left',
        'one of two contracts in conflict',
        'as problem+json',
      ].map((step) => `S4 | ${step} | body.notices.1.text`),
      ...[
        'the difference from the one before',
        'the difference, over a version of the same content',
        'the difference between contents',
      ].map((step) => `R3 | ${step} | body`),
    ],
  },
  { listed: 'D46', places: whole('S27 | as the extended type') },
  {
    listed: 'D47',
    places: [
      ...['the difference between versions', 'the other way round', 'no difference'].map(
        (step) => `R3 | ${step} | body`,
      ),
      ...whole('R3 | from an unknown version'),
      ...whole('R3 | from an unknown content'),
    ],
  },
  {
    listed: 'D49',
    places: ['merged', 'the same merged'].flatMap((step) =>
      ['diff', 'latest-verification-results', 'pact-version', 'publish-verification-results'].map(
        (rel) => `S27 | ${step} | body._links.pb:${rel}`,
      ),
    ),
  },
  { listed: 'D48', places: ['S27 | the version it made | body._links.pb:pact-versions'] },
  {
    listed: 'D51',
    places: ['* | * | body._links.pb:consumer-webhooks', '* | * | body._links.pb:provider-webhooks'],
  },
  { listed: 'D53', places: ['S22 | the fallback branch | body._embedded.pacts'] },
  {
    listed: 'D54',
    places: [
      ...['every branch', 'in one environment', 'in one environment, of one consumer'].map(
        (step) => `S17 | ${step} | body._embedded.pacts.*.shortDescription`,
      ),
      'S17 | every branch | body._embedded.pacts.*.verificationProperties.notices.*.text',
    ],
  },
  {
    listed: 'D56',
    places: ['a branch that is not there yet', 'a branch made since'].map(
      (step) => `S19 | ${step} | body._embedded.pacts.*.verificationProperties.notices.*.text`,
    ),
  },
  {
    listed: 'D57',
    places: ['S20 | by tags | body._embedded.pacts.*.verificationProperties.notices.*.text'],
  },
  {
    listed: 'D62',
    places: [...summary('R4 | a summary by consumer version'), ...summary('S9 | the results of version 3')],
  },
  {
    listed: 'D63',
    places: whole('R4 | the latest with an unknown tag'),
  },
  { listed: 'D74', places: ['status', 'headers.location'].map((path) => `R5 | * | ${path}`) },
  {
    listed: 'D75',
    places: ['of an unknown pacticipant', 'from a tag of nobody', 'from a branch of nobody'].map(
      (step) => `R5 | ${step} | headers.content-type`,
    ),
  },
  { listed: 'D94', places: ['S29 | an empty request | body.errors'] },
  { listed: 'D89', places: ['S31 | its logs | body'] },
  {
    listed: 'D86',
    places: ['logs', 'success'].map((member) => `S38 | the writer tries a webhook out, unlisted | body.${member}`),
  },
  {
    listed: 'D90',
    places: ['S38 | the writer tries a webhook out, unlisted | body.message'],
  },
  {
    listed: 'D101',
    places: ['S39 | the integration, as HAL | status'],
  },
  {
    listed: 'D102',
    places: refused('S43 | the dashboard of an unknown pair'),
  },
  { listed: 'D67', places: ['S33 | the first two | body'] },
  {
    listed: 'D68',
    places: ['the provider alone', 'the keys encoded', 'empty parts between'].flatMap((step) =>
      ['notices.*.text', 'summary.reason'].map((member) => `S33 | ${step} | body.${member}`),
    ),
  },
  { listed: 'D69', places: refused('S11 | an unknown way to choose') },
  { listed: 'D70', places: refused('S33 | by pair') },
  { listed: 'D72', places: refused('S11 | a selector that is text') },
];

/** Another status and other headers. */
function headed(step: string): string[] {
  return [`${step} | status`, `${step} | headers`];
}

/** Another answer altogether. */
function whole(step: string): string[] {
  return [`${step} | status`, `${step} | headers`, `${step} | body`];
}

/** Another status and body of the same type. */
function refused(step: string): string[] {
  return [`${step} | status`, `${step} | body`];
}

function summary(step: string): string[] {
  return ['_embedded', 'providerSummary', 'success'].map((member) => `${step} | body.${member}`);
}
