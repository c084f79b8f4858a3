import type { BrokerApp, BrokerContext } from '../context.ts';
import { presentDifference } from '../hal/pact-difference.ts';
import { pactName } from '../hal/pact-links.ts';
import { mountResource } from '../http/resource.ts';
import {
  findNextPact,
  findPact,
  findPactBySha,
  findPreviousDistinctPact,
  type PactWithContent,
} from '../store/pacts.ts';
import { pathParam } from '../url/request.ts';
import { pairOf, pairPath } from './pair.ts';

type Find = (c: BrokerContext) => Promise<PactWithContent | undefined>;

/** What differs between two pacts, as plain text. */
export function pactDifferenceRoutes(app: BrokerApp): void {
  mountResource<PactWithContent>(app, `${pairPath}/version/:version/diff/previous-distinct`, {
    produces: ['text/plain'],
    find: byVersion('version'),
    GET: async (c, pact) => {
      const earlier = await findPreviousDistinctPact(c.var.db, pact);
      if (earlier) return text(c, await compare(c, pact, earlier));
      return text(c, `No previous distinct version was found for ${pactName(pact)}`);
    },
  });
  difference(app, `${pairPath}/version/:version/diff/version/:other`, byVersion('version'), byVersion('other'));
  difference(app, `${pairPath}/pact-version/:sha/diff/pact-version/:other`, bySha('sha'), bySha('other'));
}

function byVersion(name: string): Find {
  return (c) => findPact(c.var.db, pairOf(c), pathParam(c, name));
}

function bySha(name: string): Find {
  return (c) => findPactBySha(c.var.db, pairOf(c), pathParam(c, name));
}

function difference(app: BrokerApp, path: string, find: Find, findOther: Find): void {
  mountResource<{ pact: PactWithContent; other: PactWithContent }>(app, path, {
    produces: ['text/plain'],
    find: async (c) => {
      const [pact, other] = [await find(c), await findOther(c)];
      return pact && other && { pact, other };
    },
    GET: async (c, { pact, other }) => text(c, await compare(c, pact, other)),
  });
}

async function compare(c: BrokerContext, pact: PactWithContent, earlier: PactWithContent): Promise<string> {
  const next = (await findNextPact(c.var.db, earlier)) ?? pact;
  return presentDifference({ pact, earlier, changedAt: next.createdAt }, c.var.urls, c.var.now);
}

function text(c: BrokerContext, body: string): Response {
  return c.body(body, 200, { 'content-type': 'text/plain;charset=utf-8' });
}
