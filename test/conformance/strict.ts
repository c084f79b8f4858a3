/** What an official client reads of the answers to one request. */
interface Read {
  /** The scenario's request line, holes unfilled. */
  readonly request: RegExp;
  /** Where in the exchange; a list of alternatives. */
  readonly paths: RegExp;
}

const link = '(href|name|title)';

/**
 * The fields that the official CLI, the Ruby client or the verifier read. No accepted difference may cover them.
 * A result's links and the texts for people are read as well, but shown only.
 */
const reads: readonly Read[] = [
  { request: /^GET \/$/, paths: /^(status|headers\.content-type|body\._links\.pb:[\w-]+(\.href)?)$/ },
  {
    request: /^POST \/contracts\/publish$/,
    paths: new RegExp(
      [
        '^(status|headers\\.content-type|body)$',
        '^body\\._embedded\\.(pacticipant|version)',
        `^body\\._links\\.pb:(contracts|pacticipant|pacticipant-version|pacticipant-version-tags)(\\.\\d+)?(\\.${link})?$`,
        '^body\\.(logs|notices)',
      ].join('|'),
    ),
  },
  {
    request: /^GET \/matrix\?/,
    paths: new RegExp(
      [
        '^(status|headers\\.content-type|body|body\\.matrix|body\\.notices(\\..*)?|body\\.summary(\\..*)?)$',
        '^body\\.matrix\\.\\d+(\\.(consumer|provider)(\\.name|\\.version(\\.number)?)?)?$',
        '^body\\.matrix\\.\\d+\\.verificationResult(\\.success|\\._links\\.self\\.href)?$',
      ].join('|'),
    ),
  },
  {
    request: /^(GET|POST) \/pacts\/provider\/[^/]+\/for-verification$/,
    paths: new RegExp(
      [
        '^(status|headers\\.content-type|body|body\\._links(\\.self.*)?|body\\._embedded(\\.pacts)?)$',
        '^body\\._embedded\\.pacts\\.\\d+(\\._links.*)?$',
        '^body\\._embedded\\.pacts\\.\\d+\\.verificationProperties(\\.(pending|wip|notices(\\.\\d+(\\.when)?)?))?$',
      ].join('|'),
    ),
  },
  {
    request:
      /^GET (\{\{(pact|content|self)\}\}|\/pacts\/provider\/[^/]+\/consumer\/[^/]+\/(version\/[^/]+|latest(\/[^/]+)?))$/,
    paths:
      /^(status|headers\.content-type|body|body\.(consumer|provider|interactions|messages|metadata).*|body\._links\.pb:(publish-verification-results|consumer|provider|pact-version).*)$/,
  },
  { request: /^POST .*(results\}\}|\/verification-results)$/, paths: /^(status|headers\.(location|content-type))$/ },
  {
    request: /^GET \/pacticipants\/[^/]+\/versions\/[^/.]+$/,
    paths: /^(status|headers\.content-type|body|body\.number|body\._links\.pb:record-(deployment|release).*)$/,
  },
  {
    request: /^(POST|GET) \/pacticipants\/[^/]+\/versions\/[^/]+\/(deployed|released)-versions\/environment\//,
    paths: /^(status|headers\.content-type|body|body\.uuid|body\._links\.self.*)$/,
  },
  {
    request: /^GET \/environments(\?.*)?$/,
    paths:
      /^(status|headers\.content-type|body|body\._embedded(\.environments(\.\d+(\.(uuid|name|displayName|production)|\._links\.pb:.*)?)?)?)$/,
  },
  {
    request:
      /^GET \/environments\/[^/]+\/(deployed-versions\/currently-deployed|released-versions\/currently-supported)/,
    paths: /^(status|headers\.content-type|body|body\._embedded.*)$/,
  },
  {
    request: /^PATCH \/(deployed|released)-versions\//,
    paths: /^(status|body|body\.(currentlyDeployed|currentlySupported|uuid))$/,
  },
  {
    request: /^PUT \/pacticipants\/[^/]+\/(branches\/[^/]+\/versions|versions\/[^/]+\/tags)\/[^/]+$/,
    paths: /^(status|headers\.location)$/,
  },
  { request: /^(GET|PUT|DELETE) \/webhooks\/[^/]+$/, paths: /^status$/ },
];

/** Whether an official client reads this part of the answer. Only answers that tell of success are read field by field. */
export function isStrict(request: string, path: string): boolean {
  return reads.some((read) => read.request.test(request) && read.paths.test(path));
}
