import type { BrokerContext } from '../context.ts';
import { pactResponse, pactTypes } from '../hal/pact.ts';
import type { Resource } from '../http/resource.ts';
import { findNewestPact, type PactFilter } from '../store/pact-lists.ts';
import { findPact, findPactBySha, findPreviousDistinctPact, type PactWithContent } from '../store/pacts.ts';
import { findConsumerVersionsInMetadata } from '../store/selected-versions.ts';
import { decodeMetadata, encodeMetadata } from '../url/pact-metadata.ts';
import { pathParam } from '../url/request.ts';
import { findPairIds, pairOf } from './pair.ts';

/** A pact version by its SHA; metadata in the path name the consumer versions that it was selected for. */
export const pactVersion: Resource<SelectedPact> = {
  produces: pactTypes,
  find: findSelectedPact,
  GET: (c, { pact, consumerVersions }) => {
    const metadata = c.req.param('metadata');
    return pactResponse(c, pact, { metadata, consumerVersions });
  },
};

export const latestPact = latestPactResource(() => ({}));
export const latestUntaggedPact = latestPactResource(() => ({ untagged: true }));
export const latestPactWithTag = latestPactResource((c) => ({ tag: pathParam(c, 'tag') }));
export const latestPactOfBranch = latestPactResource((c) => ({ branch: pathParam(c, 'branch') }));

/** The newest pact version before that of a consumer version. */
export const previousDistinctPact: Resource<PactWithContent> = {
  find: async (c) => {
    const pact = await findPact(c.var.db, pairOf(c), pathParam(c, 'version'));
    return pact && findPreviousDistinctPact(c.var.db, pact);
  },
  GET: (c, pact) => pactResponse(c, pact),
};

/** A pact version, with the consumer versions that the metadata in its URL name, newest first. */
export interface SelectedPact {
  readonly pact: PactWithContent;
  readonly consumerVersions: string[] | undefined;
}

/** Finds the pact version whose SHA is in the path. Metadata in the path select the consumer version. */
export async function findSelectedPact(c: BrokerContext): Promise<SelectedPact | undefined> {
  const pair = pairOf(c);
  const selectedFor = await findConsumerVersionsInMetadata(
    c.var.db,
    pair.consumer,
    decodeMetadata(c.req.param('metadata')),
  );
  const pact = await findPactBySha(c.var.db, pair, pathParam(c, 'sha'), selectedFor.at(-1)?.id);
  const numbers = selectedFor.map(({ number }) => number).reverse();
  return pact && { pact, consumerVersions: numbers.length > 0 ? numbers : undefined };
}

function latestPactResource(filter: (c: BrokerContext) => PactFilter): Resource<PactWithContent> {
  return {
    produces: pactTypes,
    find: async (c) => {
      const ids = await findPairIds(c);
      return ids && findNewestPact(c.var.db, { ...ids, ...filter(c) });
    },
    GET: (c, pact) => {
      const { tag } = filter(c);
      const version: [string, string] = ['cv', String(pact.consumerVersionId)];
      const metadata = encodeMetadata(tag === undefined ? [version] : [['cvt[]', tag], version]);
      return pactResponse(c, pact, {
        metadata,
        headers: { 'X-Pact-Consumer-Version': headerValue(pact.consumerVersion) },
      });
    },
  };
}

/** A text as a header value: its UTF-8 bytes, as the official broker sends them. Control characters become spaces. */
function headerValue(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a header must not contain them
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]/g, ' '), 'utf8').toString('latin1');
}
