import type { BrokerContext } from '../context.ts';
import { noContentResponse } from '../hal/hal.ts';
import { pactTypes } from '../hal/pact.ts';
import {
  exactJsonResponse,
  presentVerification,
  presentVerificationSummary,
  type VerifiedPact,
} from '../hal/verification.ts';
import { HttpError } from '../http/http-error.ts';
import { preferredType } from '../http/negotiation.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { parseResult, type Result, ResultSchema, recordResult } from '../publishing/verification-result.ts';
import type { Db } from '../store/database.ts';
import { findNewestPact, type PactFilter } from '../store/pact-lists.ts';
import { findPact, findPactBySha, listNewestPacts, listPactsOfVersion, type Pact } from '../store/pacts.ts';
import {
  deleteVerification,
  findLatestVerification,
  findVerification,
  listLatestVerifications,
  type Verification,
} from '../store/verifications.ts';
import { findVersionOf, type Version } from '../store/versions.ts';
import { decodeMetadata } from '../url/pact-metadata.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { verificationUrl } from '../url/result-url.ts';
import { triggerForResult } from '../webhooks/trigger-webhooks.ts';
import { findSelectedPact, type SelectedPact } from './pact-versions.ts';
import { findPairIds, pairOf } from './pair.ts';

/** Where the results of a pact version are published. */
export const verificationResults: Resource<SelectedPact> = {
  find: findSelectedPact,
  POST: withBody({ consumes: jsonTypes, schema: ResultSchema, parse: parseResult, isLarge: true }, publishResult),
};

/** A result by its number. */
export const verificationResult: Resource<PactResult> = {
  produces: pactTypes,
  find: findResult,
  GET: answerResult,
  DELETE: async (c, { verification }) => {
    await deleteVerification(c.var.db, verification);
    return noContentResponse(c);
  },
};

export const latestResultOfPactVersion = latestResultResource(async (c) => (await findSelectedPact(c))?.pact);
export const latestResultOfVersion = latestResultResource((c) =>
  findPact(c.var.db, pairOf(c), pathParam(c, 'version')),
);
export const latestResultOfLatestPact = latestResultResource((c) => findNewest(c, {}));
export const latestResultOfLatestPactWithTag = latestResultResource((c) => findNewest(c, { tag: pathParam(c, 'tag') }));

/** A verification result, and the pact by which it was requested. */
export interface PactResult {
  readonly verification: Verification;
  readonly pact: Pact;
}

async function publishResult(c: BrokerContext, result: Result, found: SelectedPact | undefined): Promise<Response> {
  if (!found) throw new HttpError(404);
  const { db, urls, now } = c.var;
  const metadata = decodeMetadata(c.req.param('metadata'));
  const id = await recordResult(db, found.pact, result, metadata, now);
  const verification = await findVerification(db, found.pact.pactVersionId, id);
  const newest = found.consumerVersions ? await findPactBySha(db, pairOf(c), found.pact.sha) : found.pact;
  if (!verification || !newest) throw new Error('the verification result was deleted while it was published');
  await triggerForResult({ db, urls, now }, newest, verification, metadata);
  const headers = { location: verificationUrl(verification, urls) };
  return exactJsonResponse(c, presentVerification(verification, newest, urls), { status: 201, headers });
}

function answerResult(c: BrokerContext, { verification, pact }: PactResult): Response {
  const type = preferredType(c, pactTypes);
  return exactJsonResponse(c, presentVerification(verification, pact, c.var.urls), { type });
}

/** Finds the result whose number is in the path. */
export async function findResult(c: BrokerContext): Promise<PactResult | undefined> {
  const number = pathParam(c, 'number');
  if (number === 'all')
    throw new HttpError(404, { error: 'To see all the verifications for a pact, use the Matrix page' });
  if (!/^\d{1,9}$/.test(number)) return undefined;
  const found = await findSelectedPact(c);
  const verification = found && (await findVerification(c.var.db, found.pact.pactVersionId, Number(number)));
  return verification && { verification, pact: found.pact };
}

function latestResultResource(find: (c: BrokerContext) => Promise<Pact | undefined>): Resource<PactResult> {
  return {
    produces: pactTypes,
    find: async (c) => {
      const pact = await find(c);
      const verification = pact && (await findLatestVerification(c.var.db, pact.pactVersionId));
      return verification && { verification, pact };
    },
    GET: answerResult,
  };
}

async function findNewest(c: BrokerContext, filter: PactFilter): Promise<Pact | undefined> {
  const ids = await findPairIds(c);
  return ids && findNewestPact(c.var.db, { ...ids, ...filter });
}

/** The latest results of all pacts of a consumer version. */
export const verificationSummary: Resource<Version> = {
  find: (c) => findVersionOf(c.var.db, pathParam(c, 'consumer'), pathParam(c, 'version')),
  GET: async (c, version) => {
    const title = `Latest verification results for consumer ${pathParam(c, 'consumer')} version ${version.number}`;
    const pacts = await findVerifiedPacts(c.var.db, version.id);
    return exactJsonResponse(c, presentVerificationSummary(pacts, { href: resourceUrl(c), title }, c.var.urls));
  },
};

async function findVerifiedPacts(db: Db, versionId: number): Promise<VerifiedPact[]> {
  const pacts = await listPactsOfVersion(db, versionId);
  const contents = pacts.map(({ pactVersionId }) => pactVersionId);
  const results = new Map((await listLatestVerifications(db, contents)).map((one) => [one.pactVersionId, one]));
  const newest = new Map((await listNewestPacts(db, contents)).map((one) => [one.pactVersionId, one]));
  return pacts.map((pact) => ({
    pact,
    newest: newest.get(pact.pactVersionId) ?? pact,
    result: results.get(pact.pactVersionId),
  }));
}
