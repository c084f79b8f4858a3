import type { BrokerContext } from '../context.ts';
import { presentDifference } from '../hal/pact-difference.ts';
import { pactName } from '../hal/pact-links.ts';
import type { Resource } from '../http/resource.ts';
import {
  findNextPact,
  findPact,
  findPactBySha,
  findPreviousDistinctPact,
  type PactWithContent,
} from '../store/pacts.ts';
import { pathParam } from '../url/request.ts';
import { pairOf } from './pair.ts';

type Find = (c: BrokerContext) => Promise<PactWithContent | undefined>;

/** The difference between a pact and the pact version before it, as plain text. */
export const differenceToPreviousDistinct: Resource<PactWithContent> = {
  produces: ['text/plain'],
  find: byVersion('version'),
  GET: async (c, pact) => {
    const earlier = await findPreviousDistinctPact(c.var.db, pact);
    if (earlier) return textResponse(c, await answerComparison(c, pact, earlier));
    return textResponse(c, `No previous distinct version was found for ${pactName(pact)}`);
  },
};

/** The difference between the pacts of two consumer versions. */
export const differenceOfVersions = differenceResource(byVersion('version'), byVersion('other'));

/** The difference between two pact versions. */
export const differenceOfPactVersions = differenceResource(bySha('sha'), bySha('other'));

function byVersion(name: string): Find {
  return (c) => findPact(c.var.db, pairOf(c), pathParam(c, name));
}

function bySha(name: string): Find {
  return (c) => findPactBySha(c.var.db, pairOf(c), pathParam(c, name));
}

function differenceResource(find: Find, findOther: Find): Resource<{ pact: PactWithContent; other: PactWithContent }> {
  return {
    produces: ['text/plain'],
    find: async (c) => {
      const pact = await find(c);
      const other = await findOther(c);
      return pact && other && { pact, other };
    },
    GET: async (c, { pact, other }) => textResponse(c, await answerComparison(c, pact, other)),
  };
}

async function answerComparison(c: BrokerContext, pact: PactWithContent, earlier: PactWithContent): Promise<string> {
  const next = (await findNextPact(c.var.db, earlier)) ?? pact;
  return presentDifference({ pact, earlier, changedAt: next.createdAt }, c.var.urls, c.var.now);
}

function textResponse(c: BrokerContext, body: string): Response {
  return c.body(body, 200, { 'content-type': 'text/plain;charset=utf-8' });
}
