import { describeSelectors, joinWords } from './descriptions.ts';
import type { VerifiablePact } from './verifiable-pact.ts';

/** A line that the verifier prints. */
export interface VerificationNotice {
  /** When the verifier prints the line: `before_verification` or `after_verification:success_<true or false>_published_<true or false>`. */
  readonly when: string;
  readonly text: string;
}

const PENDING_DOC = 'Read more at https://docs.pact.io/go/pending';
const WIP_DOC = 'Read more at https://docs.pact.io/go/wip';
const BEFORE_VERIFICATION = 'before_verification';

/** Why a pact is verified and, with pending status, what a failure means. */
export function verificationNotices(
  pact: VerifiablePact,
  { provider, url, withStatus }: { readonly provider: string; readonly url: string; readonly withStatus: boolean },
): VerificationNotice[] {
  const reason = { when: BEFORE_VERIFICATION, text: inclusionReason(pact, provider, url) };
  return withStatus ? [reason, ...statusNotices(pact, provider)] : [reason];
}

function inclusionReason(pact: VerifiablePact, provider: string, url: string): string {
  if (pact.isWip)
    return `The pact at ${url} is being verified because it is a 'work in progress' pact (ie. it is the pact for the latest ${describeHeads(pact)} and it has not yet been successfully verified by ${describeProviderVersions(pact, provider, 'a')} when the pact's application version was explicitly specified in the consumer version selectors). ${WIP_DOC}`;
  const [versions, criteria] = pact.selectors.length > 1 ? ['versions', 'criteria'] : ['version', 'criterion'];
  const lines = describeSelectors(pact, provider).map((line) => `    * ${line}`);
  return `The pact at ${url} is being verified because the pact content belongs to the consumer ${versions} matching the following ${criteria}:\n${lines.join('\n')}`;
}

/** `version of C from branch 'b'`, with every branch and tag whose latest version contains this pact. */
function describeHeads({ pact, selectors }: VerifiablePact): string {
  const branches = [
    ...new Set(selectors.flatMap(({ selector }) => (selector.kind === 'branch' ? selector.branch : []))),
  ];
  const tags = [...new Set(selectors.flatMap(({ selector }) => (selector.kind === 'latest-tag' ? selector.tag : [])))];
  const from =
    branches.length > 0 ? [`from ${branches.length === 1 ? 'branch' : 'branches'} ${quoteAndJoin(branches)}`] : [];
  const tagged = tags.length > 0 ? [`tagged with ${quoteAndJoin(tags)}`] : [];
  const version = tags.length === 1 || branches.length === 1 ? 'version' : 'versions';
  return `${version} of ${pact.consumer} ${[...from, ...tagged].join(' and ')}${sameContentNote(selectors.length)}`;
}

function sameContentNote(selectors: number): string {
  if (selectors === 1) return '';
  return ` (${selectors === 2 ? 'both' : 'all'} have the same content)`;
}

function quoteAndJoin(words: readonly string[]): string {
  return joinWords(words.map((word) => `'${word}'`));
}

/** The provider versions whose successful verification would end the pending state. */
function describeProviderVersions({ status }: VerifiablePact, provider: string, article: 'a' | 'any'): string {
  const { branch, pendingTags: tags } = status;
  if (branch !== undefined) return `${article} version of ${provider} from branch '${branch}'`;
  if (tags.length === 0) return provider;
  return `${article} ${tags.length === 1 ? 'version' : 'versions'} of ${provider} with tag ${quoteAndJoin(tags)}`;
}

function statusNotices(pact: VerifiablePact, provider: string): VerificationNotice[] {
  if (!pact.status.isPending) return [{ when: BEFORE_VERIFICATION, text: notPendingReason(pact, provider) }];
  const stillPending = `This pact is still in pending state for ${describeProviderVersions(pact, provider, 'any')} as`;
  const tags = tagPhrase(pact.status.pendingTags.length);
  const stillPendingNotice = `${stillPending} a successful verification result ${tags}has not yet been published`;
  const noLongerPending = `This pact is no longer in pending state for ${describeProviderVersions(pact, provider, 'any')}, as a successful verification result ${tags}has been published. If a verification for a version of ${provider} ${tags}fails in the future, it will fail the build. ${PENDING_DOC}`;
  const afterVerification = (success: boolean, published: boolean) =>
    `after_verification:success_${success}_published_${published}`;
  return [
    { when: BEFORE_VERIFICATION, text: pendingReason(pact, provider) },
    {
      when: afterVerification(true, false),
      text: `${stillPending} the successful verification results ${tags}have not yet been published.`,
    },
    { when: afterVerification(false, false), text: stillPendingNotice },
    { when: afterVerification(true, true), text: noLongerPending },
    { when: afterVerification(false, true), text: stillPendingNotice },
  ];
}

function tagPhrase(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'with this tag ' : 'with these tags ';
}

function pendingReason(pact: VerifiablePact, provider: string): string {
  const reason = pact.isWip
    ? "it was included as a 'work in progress' pact"
    : `a successful verification result for ${describeProviderVersions(pact, provider, 'a')} has not yet been published`;
  return `This pact is in pending state for this version of ${provider} because ${reason}. If this verification fails, it will not cause the overall build to fail. ${PENDING_DOC}`;
}

function notPendingReason({ status }: VerifiablePact, provider: string): string {
  return `This pact has previously been successfully verified by ${describeVerifiedVersion(status, provider)}. If this verification fails, it will fail the build. ${PENDING_DOC}`;
}

function describeVerifiedVersion(
  { branch, isVerifiedElsewhere, verifiedTags }: VerifiablePact['status'],
  provider: string,
): string {
  if (isVerifiedElsewhere)
    return `a version of ${provider} ${branch === undefined ? 'with another tag' : 'from another branch'}`;
  if (branch !== undefined) return `a version of ${provider} from branch '${branch}'`;
  return verifiedTags.length === 0 ? provider : `a version of ${provider} with tag ${quoteAndJoin(verifiedTags)}`;
}
