import type { Broker } from '../../scripts/differential/broker.ts';
import { acceptedAs } from '../../scripts/differential/compare.ts';
import { type History, withNameSuffix } from '../../scripts/differential/history.ts';
import { canIDeploy } from '../../scripts/differential/matrix-queries.ts';
import type { Query } from '../../scripts/differential/query.ts';
import { type Answer, runQuery } from '../../scripts/differential/run-query.ts';

/** can-i-deploy for every version of every app and every environment of a broker, and the queries of a history. */
export async function queriesFor(broker: Broker, history: History, nonce: string): Promise<Query[]> {
  const asked = withNameSuffix(history, nonce).phases.flatMap(({ queries }) => queries);
  return [...(await deployQueries(broker)), ...asked.filter(isCopied)];
}

/** No API shows when a branch was last used, a version was tagged, or whether a result was work in progress. */
function isCopied(query: Query): boolean {
  if (query.about !== 'pacts for verification') return query.about !== 'branches' && query.about !== 'dashboard';
  const { includeWipPactsSince, providerVersionTags } = query.body ?? {};
  return !includeWipPactsSince && !providerVersionTags;
}

async function deployQueries(broker: Broker): Promise<Query[]> {
  const environments = await names(broker, '/environments', 'environments');
  const queries: Query[] = [];
  for (const pacticipant of await names(broker, '/pacticipants', 'pacticipants')) {
    const { json } = await broker.get(`/pacticipants/${encodeURIComponent(pacticipant)}/versions`);
    for (const { number: version } of json._embedded.versions)
      queries.push(...environments.map((environment) => canIDeploy([{ pacticipant, version }], { environment })));
  }
  return queries;
}

async function names(broker: Broker, path: string, list: string): Promise<string[]> {
  const { json } = await broker.get(path);
  return json._embedded[list].map(({ name }: { name: string }) => name);
}

export interface DifferingAnswer {
  readonly query: Query;
  readonly source: Answer;
  readonly target: Answer;
}

/** Sends the queries to both brokers; returns those with different answers, except for the accepted differences from the official broker. */
export async function differingAnswers(
  source: Broker,
  target: Broker,
  queries: readonly Query[],
): Promise<DifferingAnswer[]> {
  const found: DifferingAnswer[] = [];
  for (const query of queries) {
    const theirs = await runQuery(source, query);
    const ours = await runQuery(target, query);
    const difference = { phase: 0, index: 0, at: { query }, theirs, ours };
    if (JSON.stringify(theirs) !== JSON.stringify(ours) && !acceptedAs(difference))
      found.push({ query, source: theirs, target: ours });
  }
  return found;
}
