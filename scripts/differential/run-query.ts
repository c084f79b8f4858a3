import type { Broker, RawAnswer } from './broker.ts';
import type { Query } from './query.ts';
import { formatEntry, formatNotices } from './read-verification.ts';

/** The compared parts of a response: what a client reads, with lists in the broker's order. */
export type Answer = Readonly<Record<string, unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: a broker's JSON
type Json = any;

/** Sends a query to a broker and extracts the compared parts of the response. */
export async function runQuery(broker: Broker, query: Query): Promise<Answer> {
  const raw = 'body' in query ? await broker.post(query.path, query.body) : await broker.get(query.path);
  if (raw.status >= 500) return { status: raw.status };
  if (raw.status >= 400) return { status: raw.status, errors: raw.json.errors ?? raw.json.error ?? '' };
  return { status: raw.status, ...readers[query.about](raw.json, raw) };
}

const readers: Record<Query['about'], (json: Json, raw: RawAnswer) => Answer> = {
  matrix: ({ summary, notices, matrix }) => {
    const { deployable, success, failed, unknown, ignored } = summary;
    const reasons = notices.map(({ type, text }: Json) => `${type}: ${text}`);
    const rows = matrix.map(row);
    return { deployable, success, failed, unknown, ...(ignored !== undefined && { ignored }), reasons, rows };
  },
  'pacts for verification': ({ _embedded }) => {
    const { pacts } = _embedded;
    return { pacts: pacts.map(formatEntry), notices: pacts.flatMap(formatNotices).sort() };
  },
  version: (json) => ({ version: version(json) }),
  versions: ({ _embedded }) => ({ versions: _embedded.versions.map(({ number }: Json) => number) }),
  pact: ({ _links }, { headers }) => ({ pact: _links.self.name, version: headers.get('x-pact-consumer-version') }),
  pacts: ({ _links }) => ({ pacts: _links['pb:pacts'].map(({ name, title }: Json) => `${title}: ${name}`) }),
  branches: ({ _embedded }) => ({ branches: _embedded.branches.map(({ name }: Json) => name) }),
  app: ({ mainBranch, _embedded }) => ({ mainBranch, latest: _embedded.latestVersion?.number }),
  result: ({ success, providerApplicationVersion }) => ({ success, providerApplicationVersion }),
  dashboard: ({ items }) => ({ items: items.map(dashboardItem) }),
};

function dashboardItem({ consumer, provider, pactTags, verificationStatus }: Json): string {
  const published = consumer.version;
  const verified = provider.version;
  const tags = pactTags.map(({ name, latest }: Json) => `${name}${latest ? '*' : ''}`).sort();
  const branchesAndTags = `[${[...published.headBranchNames].sort().join(' ')}] {${tags.join(' ')}}`;
  return `${consumer.name} ${published.number} ${branchesAndTags} → ${provider.name} ${verified?.number} ${verificationStatus}`;
}

function row({ consumer, provider, verificationResult, ignored }: Json): string {
  const mark = verificationResult ? (verificationResult.success ? '✔' : '✘') : '?';
  return `${side(consumer)} → ${side(provider)} ${mark}${ignored ? ' ignored' : ''}`;
}

/** `otter 3 [main*] {dev} (prod)`: on branch main as its head, tagged dev though not as the latest, in prod. The order of tags is not defined. */
function side({ name, version: found }: Json): string {
  if (!found) return name;
  const heads = (list: Json[]) => list.map((one) => `${one.name}${one.latest ? '*' : ''}`).join(' ');
  const { number, branch, branchVersions, tags, environments } = found;
  const named = environments.map((environment: Json) => environment.name).join(' ');
  const tagged = [...tags].sort((a: Json, b: Json) => (a.name < b.name ? -1 : 1));
  const extras = [
    branch && `[${heads(branchVersions)}]`,
    tags.length > 0 && `{${heads(tagged)}}`,
    named && `(${named})`,
  ];
  return [name, number, ...extras.filter(Boolean)].join(' ');
}

/** `3 [main] {dev} (prod) ()`: branches, tags, deployed and released environments. The order of environments is not defined. */
function version({ number, _embedded = {}, _links = {} }: Json): string {
  const listed = (list: Json[] | undefined): string[] => (list ?? []).map(({ name }) => name);
  const names = (list: Json[] | undefined) => listed(list).join(' ');
  const { branchVersions, tags } = _embedded;
  const environments = ['pb:deployed-environments', 'pb:released-environments'].map(
    (relation) => `(${listed(_links[relation]).sort().join(' ')})`,
  );
  return `${number} [${names(branchVersions)}] {${names(tags)}} ${environments.join(' ')}`;
}
