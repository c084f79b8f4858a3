import type { BenchRequest, BrokerClient, TimedResponse } from '../../scripts/bench/http.ts';
import type { BrokerApp } from '../../src/broker/context.ts';

/** A client of the benchmarks that calls the broker's app in this process. */
export function askingWithoutSocket(app: BrokerApp): BrokerClient {
  const ask = async ({ method, path, body }: BenchRequest): Promise<TimedResponse> => {
    const headers = { accept: 'application/hal+json', 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await app.request(`http://broker${path}`, { method, headers, ...sent });
    return { status: answer.status, text: await answer.text(), ms: 0 };
  };
  return { send: ask, get: async (path) => JSON.parse((await ask({ method: 'GET', path })).text) };
}
