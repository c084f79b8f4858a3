import type { Difference } from './compare.ts';

const statusAndType = ['status', 'headers.content-type'];
const link = (rel: string) => `body._links.${rel}.href`;

/** What the official CLI, the Ruby client and the verifier read: a pattern for the request line, and fields of the response; `*` matches any. */
const fieldsRead: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^GET \/$/, [...statusAndType, 'body._links.*.href']],
  [
    /^POST \/contracts\/publish$/,
    [
      ...statusAndType,
      'body._embedded.pacticipant',
      'body._embedded.version',
      'body.logs',
      'body.notices',
      link('pb:pacticipant'),
      link('pb:pacticipant-version'),
      link('pb:contracts.*'),
      link('pb:pacticipant-version-tags.*'),
    ],
  ],
  [
    /^GET \/matrix\?(?!.*limit=)/,
    [
      ...statusAndType,
      'body.summary.deployable',
      'body.notices.*.type',
      ...['consumer', 'provider'].flatMap((side) => [
        `body.matrix.*.${side}.name`,
        `body.matrix.*.${side}.version.number`,
      ]),
      ...['success', '_links.self.href'].map((field) => `body.matrix.*.verificationResult.${field}`),
    ],
  ],
  [
    /^(GET|POST) \/pacts\/provider\/[^/]+\/for-verification$/,
    [
      ...statusAndType,
      link('self'),
      'body._embedded.pacts.*._links',
      ...['pending', 'wip', 'notices.*.when'].map((field) => `body._embedded.pacts.*.verificationProperties.${field}`),
    ],
  ],
  [
    /^GET (\{\{(pact|content|self)\}\}|\/pacts\/provider\/[^/]+\/consumer\/[^/]+\/(version\/[^/]+|latest))$/,
    [
      ...statusAndType,
      'body.consumer',
      'body.provider',
      'body.metadata',
      ...['interactions', 'messages'].flatMap((list) => [`body.${list}.*._id`, `body.${list}.*.description`]),
      ...['pb:publish-verification-results', 'pb:consumer', 'pb:provider', 'pb:pact-version'].map(link),
    ],
  ],
  [/^POST .*(results\}\}|\/verification-results)$/, [...statusAndType, 'headers.location']],
  [
    /^GET \/pacticipants\/[^/]+\/versions\/[^/.]+$/,
    [...statusAndType, 'body.number', 'body._links.pb:record-deployment', 'body._links.pb:record-release'],
  ],
  [/^(GET|POST) .*\/(deployed|released)-versions\/environment\//, [...statusAndType, 'body.uuid', link('self')]],
  [
    /^GET \/environments(\?.*)?$/,
    [...statusAndType, ...['uuid', 'name', '_links'].map((field) => `body._embedded.environments.*.${field}`)],
  ],
  [
    /^GET \/environments\/.*\/(currently-deployed|currently-supported)/,
    [...statusAndType, 'body._embedded.*.*._embedded'],
  ],
  [/^PATCH \/(deployed|released)-versions\//, ['status', 'body.currentlyDeployed', 'body.currentlySupported']],
  [/^PUT \/pacticipants\/.*\/(versions|tags)\/[^/]+$/, ['status', 'headers.location']],
  [/^(GET|PUT|DELETE) \/webhooks\/[^/]+$/, ['status']],
];

/** Requests that no client sends, or documented behaviour that the official broker does not have: no client relies on them. */
const notReadByClients = ['S15 | as text', 'S22 | the fallback branch', 'S27 | as the extended type'];

/**
 * Whether an official client reads the differing field, so that the difference cannot be accepted. Clients read successful responses and the
 * 409 of a publication; of other responses they print the texts.
 */
export function isStrict({ scenario, step, request, path, referenceStatus }: Difference): boolean {
  if (notReadByClients.includes(`${scenario} | ${step}`)) return false;
  const isRead = /^2/.test(String(referenceStatus)) || (referenceStatus === 409 && path === 'status');
  return (
    isRead && fieldsRead.some(([line, fields]) => line.test(request) && fields.some((field) => overlaps(field, path)))
  );
}

/** Whether one path begins with the other; `*` in a field stands for any part. */
function overlaps(field: string, path: string): boolean {
  const fieldParts = field.split('.');
  return path.split('.').every((part, index) => [undefined, '*', part].includes(fieldParts[index]));
}
