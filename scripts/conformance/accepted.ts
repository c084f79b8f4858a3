/** Differences from the official broker that are meant. */
export interface Accepted {
  /** Where src/broker/DIFFERENCES.md says so: what its line begins with. */
  readonly listed: string;
  /** Where it shows: `scenario | step | path`, all below the path included; `*` is any. Every place is one. */
  readonly places: readonly string[];
}

export const accepted: readonly Accepted[] = [
  {
    listed: '`HEAD`',
    places: [
      ...headed('S1 | its head'),
      ...headed('S1 | the head of the heartbeat'),
      ...headed('S37 | the head of a resource'),
      ...headed('S38 | the reader, the head'),
    ],
  },
  { listed: 'request bodies of type `application/hal+json`', places: refused('S37 | HAL as a type') },
  {
    listed: 'malformed JSON',
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
    listed: 'JSON that is not an object where one is needed',
    places: [...refused('S6 | with a list'), ...refused('S27 | a list')],
  },
  {
    listed: '415 ·',
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
    listed: '`POST` of another type than JSON',
    places: ['S5', 'S16', 'S25', 'S29'].flatMap((id) => whole(`${id} | as text`)),
  },
  { listed: '`PUT` and `PATCH` of another type', places: ['S37 | missing before another type | body'] },
  { listed: 'a media type in capitals', places: refused('S37 | a type in capitals') },
  { listed: '`OPTIONS`', places: ['S36 | its options | headers.access-control-allow-methods'] },
  {
    listed: '`templated` in the index',
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
    listed: 'what the official broker fails at',
    places: [
      ...refused('R6 | the pact again'),
      ...refused('S24 | a page before the first'),
      ...whole('S37 | a zero byte'),
      ...refused('S37 | a broken query'),
      ...whole('S37 | malformed before another type'),
    ],
  },
  {
    listed: '`/test/error`',
    places: ['an error on purpose', 'an error on purpose, as problem+json'].flatMap((step) => whole(`S37 | ${step}`)),
  },
  { listed: 'methods that HTTP does not know', places: headed('S37 | an unknown method') },
  {
    listed: 'a broken escape or broken UTF-8',
    places: [...whole('S37 | a broken escape').slice(1), ...refused('S37 | broken UTF-8')],
  },
  {
    listed: '`updatedAt`',
    places: ['body.updatedAt', 'body._embedded.*.*.updatedAt'].map((path) => `* | * | ${path}`),
  },
  { listed: 'a complaint about a field', places: ['S25 | a blank name | body.errors.name'] },
  {
    listed: 'paths that end in `.json`, `.csv`, `.yaml`, `.svg`',
    places: ['.csv', '.json', '.yaml', '.svg'].flatMap((ending) => whole(`S37 | an ending ${ending}`)),
  },
  {
    listed: '`next` and `previous` of a page',
    places: [
      'S24 | an empty page | body._links.previous.href',
      'S25 | a page after the last | body._links.previous.href',
    ],
  },
  {
    listed: '`POST /pacticipants`',
    places: [
      'A1 | created | headers.location',
      ...['made', 'made again', 'with everything', 'a repository that is no address'].map(
        (step) => `S25 | ${step} | headers.location`,
      ),
    ],
  },
  {
    listed: '`/pacticipants/{p}/tags/{t}/versions`',
    places: ['pacticipant', 'pb:pacticipant', 'self'].map((rel) => `S23 | versions with a tag | body._links.${rel}`),
  },
  { listed: 'releasing again with a malformed body', places: headed('S15 | as text') },
  {
    listed: 'numbers of a pact',
    places: ['numbers', 'numbers, read'].map((step) => `S42 | ${step} | body.interactions`),
  },
  { listed: '`contracts: []`', places: refused('S37 | publishing no contracts') },
  {
    listed: 'the difference told with a conflict',
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
  { listed: '`application/vnd.pactbrokerextended.v1+json`', places: whole('S27 | as the extended type') },
  {
    listed: '`/version/{v}/diff/version/{v2}`',
    places: [
      ...['the difference between versions', 'the other way round', 'no difference'].map(
        (step) => `R3 | ${step} | body`,
      ),
      ...whole('R3 | from an unknown version'),
      ...whole('R3 | from an unknown content'),
    ],
  },
  {
    listed: '`PATCH` of a pact',
    places: ['merged', 'the same merged'].flatMap((step) =>
      ['diff', 'latest-verification-results', 'pact-version', 'publish-verification-results'].map(
        (rel) => `S27 | ${step} | body._links.pb:${rel}`,
      ),
    ),
  },
  { listed: 'a pact that was changed', places: ['S27 | the version it made | body._links.pb:pact-versions'] },
  {
    listed: '`pb:consumer-webhooks` of a pact',
    places: ['* | * | body._links.pb:consumer-webhooks', '* | * | body._links.pb:provider-webhooks'],
  },
  { listed: '`fallbackBranch`', places: ['S22 | the fallback branch | body._embedded.pacts'] },
  {
    listed: '`shortDescription` and notices for `environment` and `branch: true`',
    places: [
      ...['every branch', 'in one environment', 'in one environment, of one consumer'].map(
        (step) => `S17 | ${step} | body._embedded.pacts.*.shortDescription`,
      ),
      'S17 | every branch | body._embedded.pacts.*.verificationProperties.notices.*.text',
    ],
  },
  {
    listed: '"previously been successfully verified by"',
    places: ['a branch that is not there yet', 'a branch made since'].map(
      (step) => `S19 | ${step} | body._embedded.pacts.*.verificationProperties.notices.*.text`,
    ),
  },
  {
    listed: 'work in progress for several tags of a provider',
    places: ['S20 | by tags | body._embedded.pacts.*.verificationProperties.notices.*.text'],
  },
  {
    listed: '`/verification-results/consumer/{C}/version/{V}/latest`',
    places: [...summary('R4 | a summary by consumer version'), ...summary('S9 | the results of version 3')],
  },
  {
    listed: '`…/latest/{tag}/verification-results/latest`',
    places: whole('R4 | the latest with an unknown tag'),
  },
  { listed: 'a badge · is drawn here', places: ['status', 'headers.location'].map((path) => `R5 | * | ${path}`) },
  {
    listed: 'a badge in place of a pacticipant',
    places: ['of an unknown pacticipant', 'from a tag of nobody', 'from a branch of nobody'].map(
      (step) => `R5 | ${step} | headers.content-type`,
    ),
  },
  { listed: 'an empty `request`', places: ['S29 | an empty request | body.errors'] },
  { listed: 'no body · none is sent', places: ['S31 | its logs | body'] },
  {
    listed: 'private addresses',
    places: ['logs', 'success'].map((member) => `S38 | the writer tries a webhook out, unlisted | body.${member}`),
  },
  {
    listed: 'the answer of a host when no hosts are listed',
    places: ['S38 | the writer tries a webhook out, unlisted | body.message'],
  },
  {
    listed: '`DELETE /integrations/provider/{P}/consumer/{C}` with',
    places: ['S39 | the integration, as HAL | status'],
  },
  {
    listed: '`/dashboard/provider/{P}/consumer/{C}` of someone who is not there',
    places: refused('S43 | the dashboard of an unknown pair'),
  },
  { listed: '`limit` (default 100)', places: ['S33 | the first two | body'] },
  {
    listed: 'a reason about a row that no selector names',
    places: ['the provider alone', 'the keys encoded', 'empty parts between'].flatMap((step) =>
      ['notices.*.text', 'summary.reason'].map((member) => `S33 | ${step} | body.${member}`),
    ),
  },
  { listed: '`latestby` of another word', places: refused('S11 | an unknown way to choose') },
  { listed: '`latestby=cp`', places: refused('S33 | by pair') },
  { listed: '`q` that is no list', places: refused('S11 | a selector that is text') },
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
