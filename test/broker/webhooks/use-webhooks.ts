import { History } from '../../support/history.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { type UseBrokerOptions, useBroker } from '../../support/use-broker.ts';

/** Settings that allow webhooks to call this machine. */
export const localWebhooks = { schemes: ['http'], hosts: ['127.0.0.1'], secrets: { TOKEN: 's3cret' } };

/** Starts an empty broker and a receiver of webhook requests for each test. */
export function useWebhooks(options: UseBrokerOptions = {}) {
  const broker = useBroker({ perTest: true, webhooks: localWebhooks, ...options });
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const statusOf = async (consumer = 'heron') =>
    (await broker.ask('GET', `/pacts/provider/core/consumer/${consumer}/webhooks/status`)).body;
  return {
    broker,
    history: new History(broker),
    receiver: () => receiver,
    /** Creates a webhook that calls the receiver. */
    create: async (events: string[], request: object = {}, scope: object = {}) => {
      const body = {
        events: events.map((name) => ({ name })),
        request: { method: 'POST', url: receiver.url, ...request },
      };
      return (await broker.ask('POST', '/webhooks', { ...body, ...scope })).body;
    },
    /** Sends what is due; returns the sorted bodies that have been received. */
    deliver: async () => {
      await broker.deliverWebhooks();
      return receiver.received.map(({ body }) => body).sort();
    },
    statusOf,
    logsOf: async () => {
      const [{ _links }] = (await statusOf())._embedded.triggeredWebhooks;
      const { pathname } = new URL(_links['pb:logs'].href);
      return (await broker.ask('GET', pathname, undefined, { accept: 'text/plain' })).body;
    },
  };
}
