import { compareBrokers } from '../../../scripts/conformance/compare-brokers.ts';
import { publish } from '../../../scripts/conformance/publications.ts';
import { get, type Scenario } from '../../../scripts/conformance/scenario.ts';
import { nobody } from '../../support/test-server.ts';
import { useBroker } from '../../support/use-broker.ts';

const scenario: Scenario = {
  id: 'S0',
  title: 'one publication',
  pacticipants: ['Plover', 'Dune'],
  steps: [
    publish('a pact', { consumer: 'Plover', version: '1', provider: 'Dune', branch: 'main' }),
    get('it is there', '/pacticipants/Plover'),
  ],
};
const selection = { selected: [scenario], skipped: [] };
const quietly = () => undefined;

const reference = useBroker({ perTest: true });
const subject = useBroker({ perTest: true });

async function make({ url }: { url: string }, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/pacticipants`, { method: 'POST', headers, body: JSON.stringify({ name }) });
}

test('a repeated scenario finds no difference', async () => {
  for (const _ of [1, 2])
    expect((await compareBrokers([reference, subject], selection, false, quietly)).open).toEqual([]);
  expect((await fetch(`${subject.url}/pacticipants/Plover`)).status).toBe(404);
});

test('a difference between two brokers is found', async () => {
  const asked = { ...scenario, pacticipants: [], steps: [get('is it there', '/pacticipants/Plover')] };
  await make(subject, 'Plover');
  const { open } = await compareBrokers([reference, subject], { selected: [asked], skipped: [] }, false, quietly);
  expect(open).toContainEqual(expect.objectContaining({ path: 'status', theirs: 404, ours: 200 }));
});

test('existing pacticipants with names of a scenario are not deleted', async () => {
  await make(subject, 'Plover');
  await expect(compareBrokers([reference, subject], selection, false, quietly)).rejects.toThrow(/already has Plover/);
  expect((await fetch(`${subject.url}/pacticipants/Plover`)).status).toBe(200);
});

test('existing pacticipants are deleted on request', async () => {
  await make(subject, 'Plover');
  expect((await compareBrokers([reference, subject], selection, true, quietly)).open).toEqual([]);
});

test('an unreachable broker is an error', async () => {
  const gone = { url: nobody };
  const asked = compareBrokers([reference, gone], selection, false, quietly);
  await expect(asked).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' });
});
