import { type RunningBroker, type StartOptions, startBroker } from 'market-data-contracts/broker';
import {
  type BrokerAccess,
  ContractError,
  canIDeploy,
  type PactsToPublish,
  publishPacts,
  type Question,
  type Verdict,
} from 'market-data-contracts/gate';
import { listReliances, type Reliance } from 'market-data-contracts/impact';
import { createMessagePact, type TestedMessage, testMessage } from 'market-data-contracts/message-pact';
import { type Contents, pactContents } from 'market-data-contracts/pact';
import { type Outcome, verifyProvider } from 'market-data-contracts/verification';
import { z } from 'zod';

const Order = z.object({ id: z.int(), note: z.string().nullable(), tags: z.array(z.enum(['a', 'b'])) });
export const contents: Contents = pactContents(Order, { id: 1, note: null, tags: ['a'] }, { cases: { note: 'null' } });
const message: TestedMessage = { description: 'an order', schema: Order, example: { id: 1, note: null, tags: [] } };
export const tested: Promise<void> = testMessage(
  createMessagePact({ consumer: 'web', provider: 'shop', folder: 'pacts' }),
  { ...message, cases: { note: 'null' } },
  (content) => console.log(content),
);
export const reliances: Reliance[] = listReliances([]);

export async function ask(options: StartOptions, question: Question, pacts: PactsToPublish): Promise<Verdict> {
  const broker: RunningBroker = await startBroker(options);
  const access: BrokerAccess = { url: broker.url };
  const published = await publishPacts(access, pacts);
  const names: string[] = published.map(({ provider }) => provider);
  try {
    return await canIDeploy(access, { ...question, ignore: names });
  } catch (error) {
    if (error instanceof ContractError) throw new Error(`${error.code}: ${error.hint}`);
    throw error;
  }
}

export const outcome: Promise<Outcome> = verifyProvider({
  provider: 'shop',
  version: '1',
  pactFile: 'pacts/web-shop.json',
  baseUrl: 'http://127.0.0.1:8080',
  stateHandlers: { 'the order exists': ({ id }) => console.log(id) },
  messages: { 'an order': async ([state]) => ({ id: state?.params.id }) },
});

// @ts-expect-error: a database is needed
startBroker({ port: 0 });
// @ts-expect-error: not a schema
pactContents({ type: 'object' }, {});
// @ts-expect-error: the consumer is needed
publishPacts({ url: '' }, { folder: '.', version: '1', branch: 'main' });
