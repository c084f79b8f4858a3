import { z } from 'zod';
import { filledLine } from '../http/text.ts';
import type { Json } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { writeJson } from '../pact-json/json-writer.ts';
import type { Db } from '../store/database.ts';
import type { Pact } from '../store/pacts.ts';
import { addVerification } from '../store/verifications.ts';
import { ensureVersionOf } from '../store/versions.ts';
import type { Metadata } from '../url/pact-metadata.ts';

const url = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

/** A verification result as a client publishes it, read by `parseResult`; members that are not known are ignored. */
export const ResultSchema = z.object({
  success: z.boolean(),
  providerApplicationVersion: filledLine,
  buildUrl: z.string().regex(url, 'is not a valid URL eg. http://example.org').nullish(),
  verifiedBy: z.custom<Json>().optional(),
  testResults: z.custom<Json>().optional(),
});
export type Result = z.infer<typeof ResultSchema>;

/** Reads the members of a result; those inside keep their numbers and order. */
export async function parseResult(text: string): Promise<unknown> {
  const result = await parseJsonAsync(text);
  return result instanceof Map ? Object.fromEntries(result) : result;
}

/** The test results as they were sent, in JSON. */
export function testResultsOf({ testResults }: Result): string | null {
  return testResults === undefined || testResults === null ? null : writeJson(testResults);
}

/** Which tool verified, in JSON, under the names by which it is served. */
export function verifierOf({ verifiedBy }: Result): string {
  const language = textsIn(verifiedBy instanceof Map ? verifiedBy.get('clientLanguage') : undefined);
  const { implementation, version } = textsIn(verifiedBy);
  return JSON.stringify({
    implementation,
    version,
    client_implementation: language.name,
    client_test_framework: language.testFramework,
    client_version: language.version,
  });
}

function textsIn(value: Json | undefined): Record<string, string> {
  const members = value instanceof Map ? [...value] : [];
  return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === 'string'));
}

/** Records a result for a pact's content; the provider's version is made where it is new. Gives the result's number. */
export async function recordResult(db: Db, pact: Pact, result: Result, metadata: Metadata, now: Date): Promise<number> {
  const { version } = await ensureVersionOf(db, pact.provider, result.providerApplicationVersion, now);
  const { pactVersionId, consumerId, providerId } = pact;
  const recorded = {
    ...{ pactVersionId, consumerId, providerId, providerVersionId: version.id },
    success: result.success,
    buildUrl: result.buildUrl ?? null,
    testResults: testResultsOf(result),
    verifiedBy: verifierOf(result),
    wip: metadata.wip,
    pending: metadata.pending,
  };
  return addVerification(db, recorded, now);
}
