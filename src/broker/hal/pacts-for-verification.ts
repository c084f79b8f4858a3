import type { SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import { mapInSlices, runCooperatively } from '../pact-json/cooperative.ts';
import { shortDescription } from '../pacts-for-verification/descriptions.ts';
import { type VerificationNotice, verificationNotices } from '../pacts-for-verification/notices.ts';
import type { VerifiablePact } from '../pacts-for-verification/verifiable-pact.ts';
import { encodeMetadata } from '../url/pact-metadata.ts';
import type { Urls } from '../url/urls.ts';
import { pactName } from './pact-links.ts';

/** The approximate number of characters that each selector of a pact adds to the notices and metadata of the response. */
const CHARS_OF_SELECTOR = 1_000;

/** How the list of pacts for verification is written. */
export interface Presentation {
  readonly provider: string;
  readonly withStatus: boolean;
  /** The first notice of every pact. */
  readonly warning?: VerificationNotice;
  readonly self: string;
}

/** Yields to other requests between the pacts. */
export async function presentPactsForVerification(
  pacts: readonly VerifiablePact[],
  presentation: Presentation,
  urls: Urls,
) {
  const presenting = mapInSlices(
    pacts,
    (pact) => presentOne(pact, presentation, urls),
    (_, { selectors }) => selectors.length * CHARS_OF_SELECTOR,
  );
  return {
    _embedded: { pacts: await runCooperatively(presenting) },
    _links: { self: { href: presentation.self, title: 'Pacts to be verified' } },
  };
}

function presentOne(verifiable: VerifiablePact, { provider, withStatus, warning }: Presentation, urls: Urls) {
  const { pact, selectors, status, isWip } = verifiable;
  const content = urls.pactVersion(provider, pact.consumer, pact.sha);
  const url = isWip ? `${content}/metadata/${encodeMetadata([['wip', 'true']])}` : content;
  const metadata = encodeMetadata(isWip ? [['w', 'true']] : metadataOf(verifiable, withStatus));
  const notices = verificationNotices(verifiable, { provider, url, withStatus });
  return {
    shortDescription: shortDescription(selectors),
    verificationProperties: {
      ...(withStatus && { pending: status.isPending }),
      ...(isWip && { wip: true }),
      notices: warning ? [warning, ...notices] : notices,
    },
    _links: {
      self: {
        href: `${content}/metadata/${metadata}`,
        name: pactName({ consumer: pact.consumer, consumerVersion: pact.versionNumber, provider }),
      },
    },
  };
}

/** The selectors of the pact; the verifier sends them back with its result. */
function metadataOf({ selectors, status }: VerifiablePact, withStatus: boolean): [string, string][] {
  const pending: [string, string][] = withStatus ? [['p', String(status.isPending)]] : [];
  return [...selectors.flatMap(selectorPart), ...pending];
}

function selectorPart({ selector, version }: SelectorMatch): [string, string][] {
  const parts: Record<string, string | undefined> = {
    b: selector.kind === 'branch' ? selector.branch : selector.kind === 'every-branch' ? 'true' : undefined,
    t: 'tag' in selector ? selector.tag : undefined,
    l: latestKinds.includes(selector.kind) ? 'true' : undefined,
    e: 'environment' in selector ? selector.environment : undefined,
    cv: String(version.id),
  };
  return Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[`s[][${name}]`, value]]));
}

const latestKinds = ['overall-latest', 'main-branch', 'branch', 'every-branch', 'latest-tag'];
