import type { BrokerContext } from '../context.ts';
import { RawJson } from '../pact-json/json.ts';
import { writeJson } from '../pact-json/json-writer.ts';
import type { Pact } from '../store/pacts.ts';
import type { Verification } from '../store/verifications.ts';
import { versionMetadata } from '../url/pact-metadata.ts';
import { verificationUrl } from '../url/result-url.ts';
import type { Urls } from '../url/urls.ts';
import { dateTime } from './hal.ts';
import { pactName } from './pact-links.ts';

/** A verification result. `pact` is a pact with the verified pact version. The verifier's own data are returned unchanged. */
export function presentVerification(verification: Verification, pact: Pact, urls: Urls) {
  const self = verificationUrl(verification, urls);
  return {
    providerName: verification.provider,
    providerApplicationVersion: verification.providerVersion,
    success: verification.success === 1,
    verificationDate: dateTime(verification.createdAt),
    buildUrl: verification.buildUrl ?? undefined,
    testResults: rawJson(verification.testResults),
    verifiedBy: rawJson(verification.verifiedBy) ?? {},
    _links: {
      self: {
        title: 'Verification result',
        name: `Verification result ${verification.id} for ${pactName(pact)}`,
        href: self,
      },
      'pb:pact-version': { title: 'Pact', name: pactName(pact), href: versionedPactUrl(pact, urls) },
      'pb:triggered-webhooks': {
        title: 'Webhooks triggered by the publication of this verification result',
        href: `${self}/triggered-webhooks`,
      },
    },
  };
}

/** The URL of a pact version, with metadata that name the pact's consumer version. */
function versionedPactUrl(pact: Pact, urls: Urls): string {
  const content = urls.pactVersion(pact.provider, pact.consumer, pact.sha);
  return `${content}/metadata/${versionMetadata(pact.consumerVersion)}`;
}

function rawJson(json: string | null): RawJson | undefined {
  return json === null ? undefined : new RawJson(json);
}

/** A JSON response that contains stored JSON texts, which are written unchanged. */
export function exactJsonResponse(
  c: BrokerContext,
  body: unknown,
  { status = 200, type = 'application/hal+json', headers = {} }: Answer = {},
): Response {
  return c.body(writeJson(body), status, { 'content-type': `${type};charset=utf-8`, ...headers });
}

interface Answer {
  readonly status?: 200 | 201;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** A pact of a consumer version with its latest result, and the newest pact with the same pact version. */
export interface VerifiedPact {
  readonly pact: Pact;
  readonly newest: Pact;
  readonly result: Verification | undefined;
}

/** The latest results of a consumer version's pacts, with a summary. */
export function presentVerificationSummary(
  pacts: readonly VerifiedPact[],
  self: { href: string; title: string },
  urls: Urls,
) {
  const providers = (success: 0 | 1 | undefined) =>
    pacts.filter(({ result }) => result?.success === success).map(({ pact }) => pact.provider);
  const verificationResults = pacts.flatMap(({ result, newest }) =>
    result ? presentVerification(result, newest, urls) : [],
  );
  return {
    success: providers(1).length === pacts.length,
    providerSummary: { successful: providers(1), failed: providers(0), unknown: providers(undefined) },
    _embedded: { verificationResults },
    _links: { self },
  };
}
