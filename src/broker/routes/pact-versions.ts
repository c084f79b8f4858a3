import type { BrokerApp, BrokerContext } from '../context.ts';
import { pactResponse, pactTypes } from '../hal/pact.ts';
import { mountResource } from '../http/resource.ts';
import { findNewestPact, type PactFilter } from '../store/pact-lists.ts';
import { findPact, findPactBySha, findPreviousDistinctPact, type PactWithContent } from '../store/pacts.ts';
import { findConsumerVersionsInMetadata } from '../store/selected-versions.ts';
import { decodeMetadata, encodeMetadata } from '../url/pact-metadata.ts';
import { pathParam } from '../url/request.ts';
import { findPairIds, pairOf, pairPath } from './pair.ts';

/** A pact by its content, and the one pact that is newest in some way. */
export function singlePactRoutes(app: BrokerApp): void {
  for (const path of [`${pairPath}/pact-version/:sha`, `${pairPath}/pact-version/:sha/metadata/:metadata`])
    mountResource<SelectedPact>(app, path, {
      produces: pactTypes,
      find: findSelectedPact,
      GET: (c, { pact, consumerVersions }) => {
        const metadata = c.req.param('metadata');
        return pactResponse(c, pact, { metadata, consumerVersions });
      },
    });

  latest(app, `${pairPath}/latest`, () => ({}));
  latest(app, `${pairPath.replace('/pacts/', '/pact/')}/latest`, () => ({}));
  latest(app, `${pairPath}/latest-untagged`, () => ({ untagged: true }));
  latest(app, `${pairPath}/latest/:tag`, (c) => ({ tag: pathParam(c, 'tag') }));
  latest(app, `${pairPath}/branch/:branch/latest`, (c) => ({ branch: pathParam(c, 'branch') }));

  mountResource<PactWithContent>(app, `${pairPath}/version/:version/previous-distinct`, {
    find: async (c) => {
      const pact = await findPact(c.var.db, pairOf(c), pathParam(c, 'version'));
      return pact && findPreviousDistinctPact(c.var.db, pact);
    },
    GET: (c, pact) => pactResponse(c, pact),
  });
}

/** A pact with the consumer versions that it was selected for, newest first, where its address names any. */
export interface SelectedPact {
  readonly pact: PactWithContent;
  readonly consumerVersions: string[] | undefined;
}

/** The pact whose content the path names; metadata in the path says which consumer versions are meant. */
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

function latest(app: BrokerApp, path: string, filter: (c: BrokerContext) => PactFilter): void {
  mountResource<PactWithContent>(app, path, {
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
  });
}

/** Any text as the value of a header: its UTF-8 bytes, as the official broker sends them; what ends a line is a space. */
function headerValue(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header must not hold
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]/g, ' '), 'utf8').toString('latin1');
}
