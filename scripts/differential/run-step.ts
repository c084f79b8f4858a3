import type { Broker, RawAnswer } from './broker.ts';
import { pactFile } from './pact-file.ts';
import { pathOf } from './query.ts';
import { formatEntry } from './read-verification.ts';
import type { Step, StepOf } from './step.ts';

type StepRunners = { [Act in Step['act']]: (broker: Broker, step: StepOf<Act>) => Promise<string | string[]> };

/** Runs a step with the requests of the official clients; returns the statuses and errors. */
export async function runStep(broker: Broker, step: Step): Promise<string[]> {
  return [
    await (stepRunners[step.act] as (broker: Broker, step: Step) => Promise<string | string[]>)(broker, step),
  ].flat();
}

const stepRunners: StepRunners = {
  'create environment': async (broker, { environment: name, production }) =>
    formatOutcome(await broker.post('/environments', { name, displayName: name, production })),
  'set main branch': async (broker, { app: name, branch: mainBranch }) =>
    formatOutcome(await broker.patch(pathOf`/pacticipants/${name}`, { name, mainBranch })),
  publish,
  'put pact': async (broker, { app, version, pact }) =>
    formatOutcome(await broker.put(pactPath(app, version, pact.provider), pactFile(app, pact))),
  'create version': async (broker, { app, version }) =>
    formatOutcome(await broker.put(pathOf`/pacticipants/${app}/versions/${version}`)),
  'put on branch': async (broker, { app, version, branch }) =>
    formatOutcome(await broker.put(branchPath(app, version, branch))),
  tag: async (broker, { app, version, tag }) => formatOutcome(await broker.put(tagPath(app, version, tag))),
  verify,
  'post result': postResult,
  deploy: async (broker, { app, version, environment, instance }) =>
    recordPlacement(
      broker,
      app,
      version,
      'pb:record-deployment',
      environment,
      instance ? { applicationInstance: instance, target: instance } : {},
    ),
  undeploy: async (broker, { app, environment, instance }) =>
    endPlacements(
      broker,
      'deployed',
      environment,
      { currentlyDeployed: false },
      (one) => one.app === app && one.instance === instance,
    ),
  release: async (broker, { app, version, environment }) =>
    recordPlacement(broker, app, version, 'pb:record-release', environment, {}),
  'end support': async (broker, { app, version, environment }) =>
    endPlacements(
      broker,
      'released',
      environment,
      { currentlySupported: false },
      (one) => one.app === app && one.version === version,
    ),
  'delete app': async (broker, { app }) => formatOutcome(await broker.delete(pathOf`/pacticipants/${app}`)),
  'delete environment': async (broker, { environment }) =>
    formatOutcome(await broker.delete(`/environments/${await uuidOf(broker, environment)}`)),
  'delete version': async (broker, { app, version }) =>
    formatOutcome(await broker.delete(pathOf`/pacticipants/${app}/versions/${version}`)),
  'delete branch': async (broker, { app, branch }) =>
    formatOutcome(await broker.delete(pathOf`/pacticipants/${app}/branches/${branch}`)),
  'take off branch': async (broker, { app, version, branch }) =>
    formatOutcome(await broker.delete(branchPath(app, version, branch))),
  'delete tag': async (broker, { app, version, tag }) => formatOutcome(await broker.delete(tagPath(app, version, tag))),
  'delete pact': async (broker, { app, version, provider }) =>
    formatOutcome(await broker.delete(pactPath(app, version, provider))),
  'delete result': async (broker, { app, version, provider, verifiedBy }) => {
    const { status, json } = await broker.get(`${pactPath(app, version, provider)}/verification-results/latest`);
    if (json.providerApplicationVersion !== verifiedBy) return `${status}: not the latest result`;
    return formatOutcome(await broker.delete(json._links.self.href));
  },
};

const pactPath = (consumer: string, version: string, provider: string) =>
  pathOf`/pacts/provider/${provider}/consumer/${consumer}/version/${version}`;
const branchPath = (app: string, version: string, branch: string) =>
  pathOf`/pacticipants/${app}/branches/${branch}/versions/${version}`;
const tagPath = (app: string, version: string, tag: string) =>
  pathOf`/pacticipants/${app}/versions/${version}/tags/${tag}`;

/** The status, and the errors if there are any. */
function formatOutcome({ status, json, text }: RawAnswer): string {
  if (status < 400) return String(status);
  return `${status} ${json.errors ? JSON.stringify(json.errors) : text.slice(0, 200)}`;
}

async function publish(broker: Broker, { app, version, branch, tags, pacts }: StepOf<'publish'>): Promise<string> {
  const contracts = pacts.map((pact) => ({
    consumerName: app,
    providerName: pact.provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(pactFile(app, pact)).toString('base64'),
    onConflict: 'overwrite',
  }));
  const named = { pacticipantName: app, pacticipantVersionNumber: version };
  return formatOutcome(
    await broker.post('/contracts/publish', { ...named, ...(branch && { branch }), ...(tags && { tags }), contracts }),
  );
}

/** As the official verifier: fetches the pacts for verification, puts its version on its branch and tags, and posts a result for each pact. */
async function verify(broker: Broker, { app, version, asking, failing }: StepOf<'verify'>): Promise<string[]> {
  const response = await broker.post(pathOf`/pacts/provider/${app}/for-verification`, asking);
  const placementOutcomes = await putOnBranchAndTags(
    broker,
    app,
    version,
    asking.providerVersionBranch,
    asking.providerVersionTags,
  );
  const results: string[] = [];
  for (const pact of response.json._embedded?.pacts ?? []) {
    const success = !failing.some((consumer) => pact._links.self.name.includes(`between ${consumer} (`));
    results.push(`${formatEntry(pact)}: ${await postResultFor(broker, pact._links.self.href, version, success)}`);
  }
  return [formatOutcome(response), ...placementOutcomes, ...results];
}

async function postResult(broker: Broker, step: StepOf<'post result'>): Promise<string[]> {
  const { app, version, consumer, consumerVersion, success, branch } = step;
  const placementOutcomes = await putOnBranchAndTags(broker, app, version, branch);
  return [
    ...placementOutcomes,
    await postResultFor(broker, pactPath(consumer, consumerVersion, app), version, success),
  ];
}

async function putOnBranchAndTags(
  broker: Broker,
  app: string,
  version: string,
  branch?: string,
  tags: readonly string[] = [],
) {
  const outcomes = branch ? [formatOutcome(await broker.put(branchPath(app, version, branch)))] : [];
  for (const tag of tags) outcomes.push(formatOutcome(await broker.put(tagPath(app, version, tag))));
  return outcomes;
}

/** Reads a pact and posts a result to its link for results. */
async function postResultFor(broker: Broker, pact: string, version: string, success: boolean): Promise<string> {
  const read = await broker.get(pact);
  const target = read.json._links?.['pb:publish-verification-results']?.href;
  if (!target) return `no pact: ${formatOutcome(read)}`;
  return formatOutcome(await broker.post(target, { success, providerApplicationVersion: version, testResults: [] }));
}

async function recordPlacement(
  broker: Broker,
  app: string,
  version: string,
  relation: string,
  environment: string,
  body: object,
) {
  const found = await broker.get(pathOf`/pacticipants/${app}/versions/${version}`);
  const links: { name: string; href: string }[] = found.json._links?.[relation] ?? [];
  const link = links.find(({ name }) => name === environment);
  return link ? formatOutcome(await broker.post(link.href, body)) : `cannot be recorded: ${formatOutcome(found)}`;
}

interface Placement {
  readonly app: string;
  readonly version: string;
  readonly instance?: string;
}

/** Ends the current placements in an environment that `matches` selects. */
async function endPlacements(
  broker: Broker,
  kind: 'deployed' | 'released',
  environment: string,
  body: object,
  matches: (one: Placement) => boolean,
) {
  const uuid = await uuidOf(broker, environment);
  const present =
    kind === 'deployed' ? 'deployed-versions/currently-deployed' : 'released-versions/currently-supported';
  const answer = await broker.get(`/environments/${uuid}/${present}`);
  const ended: string[] = [];
  for (const one of answer.json._embedded?.[`${kind}Versions`] ?? []) {
    const { pacticipant, version } = one._embedded;
    if (!matches({ app: pacticipant.name, version: version.number, instance: one.applicationInstance })) continue;
    ended.push(formatOutcome(await broker.patch(one._links.self.href, body)));
  }
  return `${answer.status}: ${ended.join(', ') || 'nothing to end'}`;
}

async function uuidOf(broker: Broker, environment: string): Promise<string> {
  const { json } = await broker.get(`/environments?name=${encodeURIComponent(environment)}`);
  return json._embedded?.environments?.[0]?.uuid ?? 'nowhere';
}
