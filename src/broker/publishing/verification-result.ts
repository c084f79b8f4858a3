import { z } from 'zod';
import { filledLine } from '../http/fields.ts';
import { runCooperatively } from '../pact-json/cooperative.ts';
import type { Json } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { asSent, formatJsonInSlices } from '../pact-json/json-writer.ts';
import { pickMembers } from '../pact-json/plain-json.ts';
import type { Db } from '../store/database.ts';
import type { Pact } from '../store/pacts.ts';
import { addVerification } from '../store/verifications.ts';
import { ensureVersionOf } from '../store/versions.ts';
import type { Metadata } from '../url/pact-metadata.ts';

const url = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

/** A verification result as a client publishes it, parsed by `parseResult`; unknown members are ignored. */
export const ResultSchema = z.object({
  success: z.boolean(),
  providerApplicationVersion: filledLine,
  buildUrl: z.string().regex(url, 'is not a valid URL eg. http://example.org').nullish(),
  verifiedBy: z.custom<Json>().optional(),
  testResults: z.custom<Json>().optional(),
});
export type Result = z.infer<typeof ResultSchema>;

/** The members of a result. Nested values keep their numbers and the order of their members. */
export async function parseResult(text: string): Promise<unknown> {
  const result = await parseJsonAsync(text);
  return result instanceof Map ? pickMembers(result, Object.keys(ResultSchema.shape)) : result;
}

/** Records a result for a pact version, and creates the provider's version if it is new. Returns the number of the result. */
export async function recordResult(db: Db, pact: Pact, result: Result, metadata: Metadata, now: Date): Promise<number> {
  const { version } = await ensureVersionOf(db, pact.provider, result.providerApplicationVersion, now);
  const { pactVersionId, consumerId, providerId } = pact;
  const verification = {
    pactVersionId,
    consumerId,
    providerId,
    providerVersionId: version.id,
    success: result.success,
    buildUrl: result.buildUrl ?? null,
    testResults: await testResultsJson(result),
    verifiedBy: verifierJson(result),
    wip: metadata.wip,
    pending: metadata.pending,
  };
  return addVerification(db, verification, now);
}

/** The test results as they were sent. */
async function testResultsJson({ testResults }: Result): Promise<string | null> {
  return testResults === undefined || testResults === null
    ? null
    : runCooperatively(formatJsonInSlices(testResults, asSent));
}

/** The verification tool, with the member names of the broker's API. */
function verifierJson({ verifiedBy }: Result): string {
  const language = stringMembers(verifiedBy instanceof Map ? verifiedBy.get('clientLanguage') : undefined);
  const { implementation, version } = stringMembers(verifiedBy);
  return JSON.stringify({
    implementation,
    version,
    client_implementation: language.name,
    client_test_framework: language.testFramework,
    client_version: language.version,
  });
}

function stringMembers(value: Json | undefined): Record<string, string> {
  const members = value instanceof Map ? [...value] : [];
  return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === 'string'));
}
