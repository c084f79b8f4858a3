import type { BenchRequest, BrokerClient, TimedResponse } from '../../scripts/bench/http.ts';
import type { BrokerApp } from '../../src/broker/context.ts';

/** Asks a broker's app itself, as a client of the measurements asks a broker. */
export function askingWithoutSocket(app: BrokerApp): BrokerClient {
  const ask = async ({ method, path, body }: BenchRequest): Promise<TimedResponse> => {
    const headers = { accept: 'application/hal+json', 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await app.request(`http://broker${path}`, { method, headers, ...sent });
    return { status: answer.status, text: await answer.text(), ms: 0 };
  };
  return { send: ask, get: async (path) => JSON.parse((await ask({ method: 'GET', path })).text) };
}
