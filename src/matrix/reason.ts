import { describeMissing, describeSelector, type ResolvedSelector } from './selector.ts';

/** Why a decision was made. */
export type Reason =
  | { readonly kind: 'version-does-not-exist'; readonly selector: ResolvedSelector }
  | { readonly kind: 'not-verified'; readonly consumer: ResolvedSelector; readonly provider: ResolvedSelector }
  | { readonly kind: 'verification-failed'; readonly consumer: ResolvedSelector; readonly provider: ResolvedSelector }
  | { readonly kind: 'cannot-ignore'; readonly selector: ResolvedSelector }
  | { readonly kind: 'no-environment-specified' }
  | { readonly kind: 'no-version-number-specified' }
  | { readonly kind: 'all-verified' }
  | { readonly kind: 'no-missing-dependencies' };

/** A reason in the official broker's words, which clients print. */
export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'version-does-not-exist':
      return describeMissing(reason.selector);
    case 'not-verified':
      return `There is no verified pact between ${describeSelector(reason.consumer)} and ${describeSelector(reason.provider)}`;
    case 'verification-failed':
      return `The verification for the pact between ${describeSelector(reason.consumer)} and ${describeSelector(reason.provider)} failed`;
    case 'cannot-ignore':
      return `WARN: Cannot ignore ${describeSelector(reason.selector)}`;
    case 'no-environment-specified':
      return 'WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.';
    case 'no-version-number-specified':
      return 'WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.';
    case 'all-verified':
      return 'All required verification results are published and successful';
    case 'no-missing-dependencies':
      return 'There are no missing dependencies';
  }
}

/** The type of the notice that clients print. */
export function reasonSeverity(reason: Reason): 'error' | 'warning' | 'success' {
  switch (reason.kind) {
    case 'version-does-not-exist':
    case 'not-verified':
    case 'verification-failed':
      return 'error';
    case 'cannot-ignore':
    case 'no-environment-specified':
    case 'no-version-number-specified':
      return 'warning';
    case 'all-verified':
    case 'no-missing-dependencies':
      return 'success';
  }
}
