import { noContent } from '../hal/hal.ts';
import { pactTypes } from '../hal/pact.ts';
import { answerVerbatim, presentVerification, verificationUrl } from '../hal/verification.ts';
import { HttpError } from '../http/http-error.ts';
import { preferred } from '../http/negotiation.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, resource, takes } from '../http/resource.ts';
import { parseResult, type Result, ResultSchema, recordResult } from '../publishing/verification-result.ts';
import { findNewestPact, type PactFilter } from '../store/pact-lists.ts';
import { findPact, findPactBySha, type Pact } from '../store/pacts.ts';
import {
  deleteVerification,
  findLatestVerification,
  findVerification,
  type Verification,
} from '../store/verifications.ts';
import { decodeMetadata } from '../url/pact-metadata.ts';
import { triggerForResult } from '../webhooks/trigger-webhooks.ts';
import { findPairIds, pairOf, pairPath } from './pact-paths.ts';
import { findSelectedPact, type SelectedPact } from './pact-versions.ts';

const content = `${pairPath}/pact-version/:sha`;

/** Results of verifying a pact's content: published, read, deleted; the latest by content, by version, by tag. */
export function verificationResultRoutes(app: BrokerApp): void {
  for (const path of [content, `${content}/metadata/:metadata`]) {
    resource<SelectedPact>(app, `${path}/verification-results`, {
      find: findSelectedPact,
      POST: takes({ consumes: jsonTypes, schema: ResultSchema, parse: parseResult }, publish),
    });
    latest(app, `${path}/verification-results/latest`, async (c) => (await findSelectedPact(c))?.pact);
    resource<PactResult>(app, `${path}/verification-results/:number`, {
      produces: pactTypes,
      find: findResult,
      GET: answer,
      DELETE: async (c, { verification }) => {
        await deleteVerification(c.var.db, verification);
        return noContent(c);
      },
    });
  }
  latest(app, `${pairPath}/version/:version/verification-results/latest`, (c) =>
    findPact(c.var.db, pairOf(c), pathPart(c, 'version')),
  );
  latest(app, `${pairPath}/latest/verification-results/latest`, (c) => findNewest(c, {}));
  latest(app, `${pairPath}/latest/:tag/verification-results/latest`, (c) => findNewest(c, { tag: pathPart(c, 'tag') }));
}

/** A result, and the pact that it was asked for by. */
export interface PactResult {
  readonly verification: Verification;
  readonly pact: Pact;
}

async function publish(c: BrokerContext, result: Result, found: SelectedPact | undefined): Promise<Response> {
  if (!found) throw new HttpError(404);
  const { db, urls, now } = c.var;
  const metadata = decodeMetadata(c.req.param('metadata'));
  const id = await recordResult(db, found.pact, result, metadata, now);
  const verification = await findVerification(db, found.pact.pactVersionId, id);
  const newest = found.consumerVersions ? await findPactBySha(db, pairOf(c), found.pact.sha) : found.pact;
  if (!verification || !newest) throw new Error('a result vanished while it was published');
  await triggerForResult({ db, urls, now }, newest, verification, metadata);
  const headers = { location: verificationUrl(verification, urls) };
  return answerVerbatim(c, presentVerification(verification, newest, urls), { status: 201, headers });
}

function answer(c: BrokerContext, { verification, pact }: PactResult): Response {
  const type = preferred(c, pactTypes);
  return answerVerbatim(c, presentVerification(verification, pact, c.var.urls), { type });
}

/** The result whose number the path names. */
export async function findResult(c: BrokerContext): Promise<PactResult | undefined> {
  const number = pathPart(c, 'number');
  if (number === 'all')
    throw new HttpError(404, { error: 'To see all the verifications for a pact, use the Matrix page' });
  if (!/^\d{1,9}$/.test(number)) return undefined;
  const found = await findSelectedPact(c);
  const verification = found && (await findVerification(c.var.db, found.pact.pactVersionId, Number(number)));
  return verification && { verification, pact: found.pact };
}

function latest(app: BrokerApp, path: string, findIt: (c: BrokerContext) => Promise<Pact | undefined>): void {
  resource<PactResult>(app, path, {
    produces: pactTypes,
    find: async (c) => {
      const pact = await findIt(c);
      const verification = pact && (await findLatestVerification(c.var.db, pact.pactVersionId));
      return verification && { verification, pact };
    },
    GET: answer,
  });
}

async function findNewest(c: BrokerContext, filter: PactFilter): Promise<Pact | undefined> {
  const ids = await findPairIds(c);
  return ids && findNewestPact(c.var.db, { ...ids, ...filter });
}
