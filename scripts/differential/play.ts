import type { Broker, RawAnswer } from './broker.ts';
import { pactFile } from './content.ts';
import { pathOf } from './question.ts';
import { entryOf } from './read-verification.ts';
import type { Step, StepOf } from './step.ts';

type Players = { [Act in Step['act']]: (broker: Broker, step: StepOf<Act>) => Promise<string | string[]> };

/** Does a step by the requests that official clients make, and says what came of it. */
export async function play(broker: Broker, step: Step): Promise<string[]> {
  return [await (players[step.act] as (broker: Broker, step: Step) => Promise<string | string[]>)(broker, step)].flat();
}

const players: Players = {
  'create environment': async (broker, { environment: name, production }) =>
    outcome(await broker.post('/environments', { name, displayName: name, production })),
  'set main branch': async (broker, { app: name, branch: mainBranch }) =>
    outcome(await broker.patch(pathOf`/pacticipants/${name}`, { name, mainBranch })),
  publish,
  'put pact': async (broker, { app, version, pact }) =>
    outcome(await broker.put(pactPath(app, version, pact.provider), pactFile(app, pact))),
  'create version': async (broker, { app, version }) =>
    outcome(await broker.put(pathOf`/pacticipants/${app}/versions/${version}`)),
  'put on branch': async (broker, { app, version, branch }) =>
    outcome(await broker.put(branchPath(app, version, branch))),
  tag: async (broker, { app, version, tag }) => outcome(await broker.put(tagPath(app, version, tag))),
  verify,
  'post result': postResult,
  deploy: async (broker, { app, version, environment, instance }) =>
    record(
      broker,
      app,
      version,
      'pb:record-deployment',
      environment,
      instance ? { applicationInstance: instance, target: instance } : {},
    ),
  undeploy: async (broker, { app, environment, instance }) =>
    end(
      broker,
      'deployed',
      environment,
      { currentlyDeployed: false },
      (one) => one.app === app && one.instance === instance,
    ),
  release: async (broker, { app, version, environment }) =>
    record(broker, app, version, 'pb:record-release', environment, {}),
  'end support': async (broker, { app, version, environment }) =>
    end(
      broker,
      'released',
      environment,
      { currentlySupported: false },
      (one) => one.app === app && one.version === version,
    ),
  'delete app': async (broker, { app }) => outcome(await broker.delete(pathOf`/pacticipants/${app}`)),
  'delete environment': async (broker, { environment }) =>
    outcome(await broker.delete(`/environments/${await uuidOf(broker, environment)}`)),
  'delete version': async (broker, { app, version }) =>
    outcome(await broker.delete(pathOf`/pacticipants/${app}/versions/${version}`)),
  'delete branch': async (broker, { app, branch }) =>
    outcome(await broker.delete(pathOf`/pacticipants/${app}/branches/${branch}`)),
  'take off branch': async (broker, { app, version, branch }) =>
    outcome(await broker.delete(branchPath(app, version, branch))),
  'delete tag': async (broker, { app, version, tag }) => outcome(await broker.delete(tagPath(app, version, tag))),
  'delete pact': async (broker, { app, version, provider }) =>
    outcome(await broker.delete(pactPath(app, version, provider))),
  'delete result': async (broker, { app, version, provider, verifiedBy }) => {
    const { status, json } = await broker.get(`${pactPath(app, version, provider)}/verification-results/latest`);
    if (json.providerApplicationVersion !== verifiedBy) return `${status}: not the latest result`;
    return outcome(await broker.delete(json._links.self.href));
  },
};

const pactPath = (consumer: string, version: string, provider: string) =>
  pathOf`/pacts/provider/${provider}/consumer/${consumer}/version/${version}`;
const branchPath = (app: string, version: string, branch: string) =>
  pathOf`/pacticipants/${app}/branches/${branch}/versions/${version}`;
const tagPath = (app: string, version: string, tag: string) =>
  pathOf`/pacticipants/${app}/versions/${version}/tags/${tag}`;

/** The status, and what was wrong when something was. */
function outcome({ status, json, text }: RawAnswer): string {
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
  return outcome(
    await broker.post('/contracts/publish', { ...named, ...(branch && { branch }), ...(tags && { tags }), contracts }),
  );
}

/** As the official verifier: asks what to verify, puts its version on its branch and tags, and posts a result for each pact. */
async function verify(broker: Broker, { app, version, asking, failing }: StepOf<'verify'>): Promise<string[]> {
  const asked = await broker.post(pathOf`/pacts/provider/${app}/for-verification`, asking);
  const placed = await place(broker, app, version, asking.providerVersionBranch, asking.providerVersionTags);
  const results: string[] = [];
  for (const pact of asked.json._embedded?.pacts ?? []) {
    const success = !failing.some((consumer) => pact._links.self.name.includes(`between ${consumer} (`));
    results.push(`${entryOf(pact)}: ${await postTo(broker, pact._links.self.href, version, success)}`);
  }
  return [outcome(asked), ...placed, ...results];
}

async function postResult(broker: Broker, step: StepOf<'post result'>): Promise<string[]> {
  const { app, version, consumer, consumerVersion, success, branch } = step;
  const placed = await place(broker, app, version, branch);
  return [...placed, await postTo(broker, pactPath(consumer, consumerVersion, app), version, success)];
}

async function place(broker: Broker, app: string, version: string, branch?: string, tags: readonly string[] = []) {
  const outcomes = branch ? [outcome(await broker.put(branchPath(app, version, branch)))] : [];
  for (const tag of tags) outcomes.push(outcome(await broker.put(tagPath(app, version, tag))));
  return outcomes;
}

/** Reads a pact and posts a result to the place that it names for results. */
async function postTo(broker: Broker, pact: string, version: string, success: boolean): Promise<string> {
  const read = await broker.get(pact);
  const target = read.json._links?.['pb:publish-verification-results']?.href;
  if (!target) return `no pact: ${outcome(read)}`;
  return outcome(await broker.post(target, { success, providerApplicationVersion: version, testResults: [] }));
}

async function record(
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
  return link ? outcome(await broker.post(link.href, body)) : `not to be recorded: ${outcome(found)}`;
}

interface Stay {
  readonly app: string;
  readonly version: string;
  readonly instance?: string;
}

/** Ends a stay in an environment: the ones that `isIt` knows, found in the list of present ones. */
async function end(
  broker: Broker,
  kind: 'deployed' | 'released',
  environment: string,
  body: object,
  isIt: (one: Stay) => boolean,
) {
  const uuid = await uuidOf(broker, environment);
  const present =
    kind === 'deployed' ? 'deployed-versions/currently-deployed' : 'released-versions/currently-supported';
  const answer = await broker.get(`/environments/${uuid}/${present}`);
  const ended: string[] = [];
  for (const one of answer.json._embedded?.[`${kind}Versions`] ?? []) {
    const { pacticipant, version } = one._embedded;
    if (!isIt({ app: pacticipant.name, version: version.number, instance: one.applicationInstance })) continue;
    ended.push(outcome(await broker.patch(one._links.self.href, body)));
  }
  return `${answer.status}: ${ended.join(', ') || 'nothing to end'}`;
}

async function uuidOf(broker: Broker, environment: string): Promise<string> {
  const { json } = await broker.get(`/environments?name=${encodeURIComponent(environment)}`);
  return json._embedded?.environments?.[0]?.uuid ?? 'nowhere';
}
