/** An intended difference from the official broker. */
export interface AcceptedDifference {
  /** The id of its row in src/broker/DIFFERENCES.md. */
  readonly id: string;
  /** Where it occurs: `scenario | step | path` with all below the path; `*` matches any. An error if one of them has no difference. */
  readonly places: readonly string[];
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    id: 'D1',
    places: [
      ...statusAndHeaders('S1 | its head'),
      ...statusAndHeaders('S1 | the head of the heartbeat'),
      ...statusAndHeaders('S37 | the head of a resource'),
      ...statusAndHeaders('S38 | the reader, the head'),
    ],
  },
  { id: 'D2', places: statusAndBody('S37 | HAL as a type') },
  {
    id: 'D6',
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
    id: 'D7',
    places: [...statusAndBody('S6 | with a list'), ...statusAndBody('S27 | a list')],
  },
  {
    id: 'D9',
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
    id: 'D10',
    places: ['S5', 'S16', 'S25', 'S29'].flatMap((id) => wholeResponse(`${id} | as text`)),
  },
  { id: 'D11', places: ['S37 | missing before another type | body'] },
  { id: 'D14', places: statusAndBody('S37 | a type in capitals') },
  { id: 'D15', places: ['S36 | its options | headers.access-control-allow-methods'] },
  {
    id: 'D16',
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
    id: 'D17',
    places: [
      ...statusAndBody('R6 | the pact again'),
      ...statusAndBody('S24 | a page before the first'),
      ...wholeResponse('S37 | a zero byte'),
      ...statusAndBody('S37 | a broken query'),
      ...wholeResponse('S37 | malformed before another type'),
    ],
  },
  {
    id: 'D18',
    places: ['an error on purpose', 'an error on purpose, as problem+json'].flatMap((step) =>
      wholeResponse(`S37 | ${step}`),
    ),
  },
  { id: 'D19', places: statusAndHeaders('S37 | an unknown method') },
  {
    id: 'D20',
    places: [...wholeResponse('S37 | a broken escape').slice(1), ...statusAndBody('S37 | broken UTF-8')],
  },
  {
    id: 'D21',
    places: ['body.updatedAt', 'body._embedded.*.*.updatedAt'].map((path) => `* | * | ${path}`),
  },
  { id: 'D23', places: ['S25 | a blank name | body.errors.name'] },
  {
    id: 'D24',
    places: ['.csv', '.json', '.yaml', '.svg'].flatMap((ending) => wholeResponse(`S37 | an ending ${ending}`)),
  },
  {
    id: 'D25',
    places: [
      'S24 | an empty page | body._links.previous.href',
      'S25 | a page after the last | body._links.previous.href',
    ],
  },
  {
    id: 'D27',
    places: [
      'A1 | created | headers.location',
      ...['made', 'made again', 'with everything', 'a repository that is no address'].map(
        (step) => `S25 | ${step} | headers.location`,
      ),
    ],
  },
  {
    id: 'D29',
    places: ['pacticipant', 'pb:pacticipant', 'self'].map((rel) => `S23 | versions with a tag | body._links.${rel}`),
  },
  { id: 'D38', places: statusAndHeaders('S15 | as text') },
  {
    id: 'D39',
    places: ['numbers', 'numbers, read'].map((step) => `S42 | ${step} | body.interactions`),
  },
  { id: 'D42', places: statusAndBody('S37 | publishing no contracts') },
  {
    id: 'D45',
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
  { id: 'D46', places: wholeResponse('S27 | as the extended type') },
  {
    id: 'D47',
    places: [
      ...['the difference between versions', 'the other way round', 'no difference'].map(
        (step) => `R3 | ${step} | body`,
      ),
      ...wholeResponse('R3 | from an unknown version'),
      ...wholeResponse('R3 | from an unknown content'),
    ],
  },
  {
    id: 'D49',
    places: ['merged', 'the same merged'].flatMap((step) =>
      ['diff', 'latest-verification-results', 'pact-version', 'publish-verification-results'].map(
        (rel) => `S27 | ${step} | body._links.pb:${rel}`,
      ),
    ),
  },
  { id: 'D48', places: ['S27 | the version it made | body._links.pb:pact-versions'] },
  {
    id: 'D51',
    places: ['* | * | body._links.pb:consumer-webhooks', '* | * | body._links.pb:provider-webhooks'],
  },
  { id: 'D53', places: ['S22 | the fallback branch | body._embedded.pacts'] },
  {
    id: 'D54',
    places: [
      ...['every branch', 'in one environment', 'in one environment, of one consumer'].map(
        (step) => `S17 | ${step} | body._embedded.pacts.*.shortDescription`,
      ),
      'S17 | every branch | body._embedded.pacts.*.verificationProperties.notices.*.text',
    ],
  },
  {
    id: 'D56',
    places: ['a branch that is not there yet', 'a branch made since', 'by tags, one of them verified'].map(
      (step) => `S19 | ${step} | body._embedded.pacts.*.verificationProperties.notices.*.text`,
    ),
  },
  {
    id: 'D57',
    places: ['S20 | by tags | body._embedded.pacts.*.verificationProperties.notices.*.text'],
  },
  {
    id: 'D62',
    places: [...summary('R4 | a summary by consumer version'), ...summary('S9 | the results of version 3')],
  },
  {
    id: 'D63',
    places: wholeResponse('R4 | the latest with an unknown tag'),
  },
  { id: 'D74', places: ['status', 'headers.location'].map((path) => `R5 | * | ${path}`) },
  {
    id: 'D75',
    places: ['of an unknown pacticipant', 'from a tag of nobody', 'from a branch of nobody'].map(
      (step) => `R5 | ${step} | headers.content-type`,
    ),
  },
  { id: 'D94', places: ['S29 | an empty request | body.errors'] },
  { id: 'D89', places: ['S31 | its logs | body'] },
  {
    id: 'D86',
    places: ['logs', 'success'].map((member) => `S38 | the writer tries a webhook out, unlisted | body.${member}`),
  },
  {
    id: 'D90',
    places: ['S38 | the writer tries a webhook out, unlisted | body.message'],
  },
  {
    id: 'D101',
    places: ['S39 | the integration, as HAL | status'],
  },
  {
    id: 'D102',
    places: statusAndBody('S43 | the dashboard of an unknown pair'),
  },
  { id: 'D67', places: ['S33 | the first two | body'] },
  {
    id: 'D68',
    places: ['the provider alone', 'the keys encoded', 'empty parts between'].flatMap((step) =>
      ['notices.*.text', 'summary.reason'].map((member) => `S33 | ${step} | body.${member}`),
    ),
  },
  { id: 'D69', places: statusAndBody('S11 | an unknown way to choose') },
  { id: 'D70', places: statusAndBody('S33 | by pair') },
  { id: 'D72', places: statusAndBody('S11 | a selector that is text') },
];

/** Status and headers differ. */
function statusAndHeaders(step: string): string[] {
  return [`${step} | status`, `${step} | headers`];
}

/** Status, headers and body differ. */
function wholeResponse(step: string): string[] {
  return [`${step} | status`, `${step} | headers`, `${step} | body`];
}

/** Status and body differ, the media type does not. */
function statusAndBody(step: string): string[] {
  return [`${step} | status`, `${step} | body`];
}

function summary(step: string): string[] {
  return ['_embedded', 'providerSummary', 'success'].map((member) => `${step} | body.${member}`);
}
