import { pactWithUsage } from '../../../src/pact/usage-part.ts';
import { usagePart } from '../../../src/usage/pact.ts';
import type { Use } from '../../../src/usage/use.ts';
import type { TestBroker } from '../../support/test-broker.ts';
import { smallContract, smallUse } from '../../usage/small-usage.ts';
import { hostile } from './sample-broker.ts';

export const consumer = 'small-consumer';
export const provider = 'prov';

/** A use with every kind of part; its last location is hostile. */
export const everyPart = smallUse({
  module: 'prov',
  name: 'Level',
  required: false,
  baseline: { kind: 'enum' },
  calls: [
    {
      positional: 1,
      keywords: ['b', 'c', 'd', 'e', 'f', 'g', 'h'],
      baseline: { lands: ['a'], parameters: [], async: null },
    },
  ],
  members: [
    { name: 'of', on: 'class', kind: 'call', calls: [{ keywords: ['text'] }] },
    { name: 'price', on: 'instance', kind: 'read', required: false },
  ],
  enumMembers: [{ name: 'HIGH' }],
  bases: [{ class: 'consumer.a.Own' }],
  roles: [{ role: 'isinstance' }],
});

/** As many uses as a large consumer has. Names, arguments and locations are as long as real ones, and longer. */
export function manyUses(count: number): Use[] {
  const numbers = Array.from({ length: count }, (_, i) => String(i).padStart(3, '0'));
  return numbers.map((number) =>
    smallUse(
      {
        module: 'prov.a_module_with_a_long_name.and_another_one',
        name: `Name${number}${'x'.repeat(60)}`,
        baseline: { kind: 'class' },
        calls: [{ keywords: ['close', 'delayed', 'high', 'low', 'open', 'resolution', 'symbol', 'ts', 'volume'] }],
        members: [{ name: 'model_dump', on: 'instance', kind: 'call', calls: [{}] }],
      },
      `consumer/${'folder_with_a_long_name/'.repeat(6)}module_${number}.py`,
    ),
  );
}

/** Publishes a usage pact of these uses. */
export async function publishUses(broker: TestBroker, version: string, uses: readonly Use[]): Promise<void> {
  const content = pactWithUsage(consumer, provider, usagePart({ ...smallContract, uses }));
  await publishPact(broker, version, content);
}

/** Publishes a usage pact in which every text that a consumer chooses is hostile. */
export async function publishHostileUse(broker: TestBroker, version: string): Promise<void> {
  const text = pactWithUsage(consumer, provider, usagePart({ ...smallContract, uses: [everyPart] }));
  const marked = text.replaceAll(/consumer\/a\.py|consumer\.a\.Own|HIGH|"text"|small-consumer 1\.0/g, (found) =>
    JSON.stringify(found.startsWith('"') ? hostile : found + hostile).replace(
      /^"|"$/g,
      found.startsWith('"') ? '"' : '',
    ),
  );
  await publishPact(broker, version, marked);
}

async function publishPact(broker: TestBroker, version: string, content: string): Promise<void> {
  const contract = {
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(content).toString('base64'),
  };
  const body = {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    branch: 'main',
    contracts: [contract],
  };
  await send(broker, '/contracts/publish', body);
}

/** Publishes a failing result as the official verifier does when the provider answers with these sentences about a use. */
export async function publishFailure(
  broker: TestBroker,
  version: string,
  description: string,
  failures: readonly string[],
): Promise<void> {
  const { body: pact } = await broker.ask('GET', `/pacts/provider/${provider}/consumer/${consumer}/version/${version}`);
  const identifier = `$['${description.replace(/^\w+ /, '')}']`;
  const mismatches = [
    {
      attribute: 'body',
      description: 'Expected false (Boolean) to be equal to true (Boolean)',
      identifier: `${identifier}.fits`,
    },
    {
      attribute: 'body',
      description: `Expected an empty List but received ${JSON.stringify(failures)}`,
      identifier: `${identifier}.failures`,
    },
  ];
  const testResults = pact.interactions.map((one: { _id: string; description: string }) => {
    const success = one.description !== description;
    const found = { interactionId: one._id, interactionDescription: one.description, success };
    return success ? found : { ...found, mismatches };
  });
  const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
  await send(broker, pathname, { success: false, providerApplicationVersion: '2.1.0', testResults });
}

async function send(broker: TestBroker, path: string, body: object): Promise<void> {
  const answer = await broker.ask('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
