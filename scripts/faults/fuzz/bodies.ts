import type { Random } from '../../differential/random.ts';
import { contract } from '../../support/contract.ts';
import { invalidJson, invalidName, invalidValue } from './invalid-values.ts';

/** Bodies that some resource accepts; up to two members of each are changed. */
const validBodies: readonly Record<string, unknown>[] = [
  {
    pacticipantName: 'heron',
    pacticipantVersionNumber: '9',
    branch: 'main',
    tags: ['dev'],
    buildUrl: 'http://ci/1',
    contracts: [contract('heron', 'core', { interactions: [{ description: 'd', providerStates: [{ name: 's' }] }] })],
  },
  { consumer: { name: 'heron' }, provider: { name: 'core' }, interactions: [{ description: 'd' }], metadata: {} },
  { name: 'crane', displayName: 'Crane', repositoryUrl: 'http://x', mainBranch: 'main', repositoryName: 'r' },
  {
    success: true,
    providerApplicationVersion: '9',
    buildUrl: 'http://ci',
    verifiedBy: { implementation: 'x' },
    testResults: {},
  },
  { name: 'prod', displayName: 'Prod', production: true, contacts: [{ name: 'n', details: { email: 'e' } }] },
  { applicationInstance: 'blue' },
  { currentlyDeployed: false, currentlySupported: false },
  { tags: [{ name: 'dev' }], buildUrl: 'http://ci' },
  {
    description: 'd',
    enabled: true,
    events: [{ name: 'contract_content_changed' }],
    consumer: { name: 'heron' },
    request: {
      method: 'POST',
      url: 'https://example.org/x',
      headers: { a: 'b' },
      body: { a: '${pactbroker.consumerName}' },
    },
  },
  {
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
    providerVersionBranch: 'main',
    consumerVersionSelectors: [
      { mainBranch: true },
      { tag: 'dev', latest: true },
      { deployed: true, consumer: 'heron' },
    ],
  },
  {},
];

/** A request body with up to two changes, sometimes with invalid JSON. */
export function invalidBody(random: Random): string | Buffer {
  const body = structuredClone(random.pick(validBodies));
  for (let mutations = random.between(0, 2); mutations > 0; mutations -= 1) mutate(body, random);
  const json = JSON.stringify(body);
  return random.chance(0.15) ? invalidJson(random, json) : json;
}

/** Replaces or deletes a random member, possibly inside the content of a contract. */
function mutate(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Record<string, unknown>;
  const name = random.pick([...Object.keys(members), Array.isArray(value) ? '0' : invalidName(random)]);
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  if (name === 'content' && typeof member === 'string' && random.chance(0.7))
    members.content = mutateContent(member, random);
  else if (typeof member === 'object' && member !== null && random.chance(0.6)) mutate(member, random);
  else if (random.chance(0.1)) delete members[name];
  else members[name] = invalidValue(random);
}

function mutateContent(content: string, random: Random): string {
  if (random.chance(0.3)) return random.pick(['%%%', 'a', '=', content.slice(1), `${content}\n`]);
  const pact = JSON.parse(Buffer.from(content, 'base64').toString());
  mutate(pact, random);
  const json = JSON.stringify(pact);
  return Buffer.from(random.chance(0.2) ? invalidJson(random, json) : json).toString('base64');
}
