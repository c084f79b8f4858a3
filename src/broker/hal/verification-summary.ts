import type { Pact } from '../store/pacts.ts';
import type { Verification } from '../store/verifications.ts';
import type { Urls } from '../url/urls.ts';
import { presentVerification } from './verification.ts';

/** A pact of a consumer version with its last result, and the newest pact of the same content. */
export interface VerifiedPact {
  readonly pact: Pact;
  readonly newest: Pact;
  readonly result: Verification | undefined;
}

/** How the pacts of a consumer version have been verified, in short and in full. */
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
