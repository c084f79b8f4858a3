import { useBroker } from '../../support/use-broker.ts';
import { smallUse, smallUses } from '../../usage/small-usage.ts';
import { consumer, provider, publishUses } from './usage-pacts.ts';

const path = `/pacticipants/${provider}/compatibility`;
const note = `a feature of ${consumer} may be off: some results do not record this`;
const broker = useBroker({ perTest: true });

/** Records a result that lists the missing optional uses of the first interactions. */
async function verify(version: string, missing: readonly (readonly string[])[]): Promise<void> {
  const { body: pact } = await broker.ask('GET', `/pacts/provider/${provider}/consumer/${consumer}/version/1.0`);
  const testResults = pact.interactions.map((one: { _id: string }, index: number) => ({
    interactionId: one._id,
    success: true,
    ...(missing[index] && { missingOptionalUses: missing[index] }),
  }));
  const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
  await broker.ask('POST', pathname, { success: true, providerApplicationVersion: version, testResults });
}

test.each([
  ['all uses', [[], [], []], 'y', false],
  ['some uses', [[], []], 'y', true],
  ['no use', [], 'y', true],
  ['some uses, one of which is missing', [[], ['prov has no extra']], 'o', false],
] as const)('a result that records the features of %s', async (_, missing, sign, hasNote) => {
  const optional = smallUse({ module: 'prov', name: 'extra', required: false });
  await publishUses(broker, '1.0', [...smallUses, optional]);
  await verify('2.0', missing);
  const { body: html } = await broker.ask('GET', path, undefined, { accept: 'text/html' });
  const row = html.split('<tr>').find((one: string) => one.includes('title="2.0"')) ?? '';
  expect([/<td class="(\w)"/.exec(row)?.[1], html.includes(note)]).toEqual([sign, hasNote]);
});
