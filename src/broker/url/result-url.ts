import { versionMetadata } from './pact-metadata.ts';
import type { Urls } from './urls.ts';

/** The pact version that a verification result belongs to. */
interface VerifiedPactVersion {
  readonly consumer: string;
  readonly provider: string;
  readonly sha: string;
}

/** URL of a verification result. */
export function verificationUrl(
  { provider, consumer, sha, id }: VerifiedPactVersion & { id: number },
  urls: Urls,
): string {
  return `${urls.pactVersion(provider, consumer, sha)}/verification-results/${id}`;
}

/** A matrix row, as far as its result's URL needs it. */
interface MatrixRow {
  readonly consumer: { readonly name: string; readonly version: { readonly number: string } };
  readonly provider: { readonly name: string };
  readonly pact: { readonly sha: string };
}

/** URL of a matrix row's result; its metadata name the row's consumer version, because several versions can share a pact version. */
export function matrixResultUrl({ consumer, provider, pact }: MatrixRow, resultNumber: number, urls: Urls): string {
  const pactVersion = urls.pactVersion(provider.name, consumer.name, pact.sha);
  return `${pactVersion}/metadata/${versionMetadata(consumer.version.number)}/verification-results/${resultNumber}`;
}
