import { ContractError } from '../../config/errors.ts';
import type { GitHub } from '../github.ts';
import type { GitHubAccess } from '../github-access.ts';
import type { FanOutPlan } from '../target.ts';
import { checkCoreAccess, checkWorkflowAccess } from './access.ts';
import { daysUntil, formatMinute } from './expiry.ts';
import { type Finding, failedFinding } from './finding.ts';
import { type Identity, identify } from './identity.ts';

/** The owner of the fan-out's token, and the findings about it. */
export interface TokenCheck {
  /** Undefined when there is no token, or GitHub does not accept it. */
  readonly identity?: Identity;
  /** True for a GitHub App, which needs other repair steps than a token. */
  readonly isApp: boolean;
  readonly findings: readonly Finding[];
}

export interface CheckOptions {
  readonly warnDays: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Checks the token's owner and expiry, and which workflows it may start and whether it may read core. Every failure is a finding. */
export async function checkToken(
  github: GitHub,
  access: GitHubAccess,
  plan: FanOutPlan,
  options: CheckOptions,
): Promise<TokenCheck> {
  const isApp = access.app !== undefined;
  try {
    const identity = await identify(github, access);
    const accessFindings = await Promise.all([
      ...plan.targets.map((target) => checkWorkflowAccess(github, target)),
      checkCoreAccess(github, plan.core),
    ]);
    return { isApp, identity, findings: [expiryFinding(identity, options), ...accessFindings] };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { isApp, findings: [failedFinding('token', error)] };
  }
}

/** The finding when there are no credentials for GitHub. */
export function missingTokenCheck(): TokenCheck {
  return {
    isApp: false,
    findings: [failedFinding('token', new ContractError('GITHUB_TOKEN_MISSING', 'REPO_TOKEN or a GitHub App'))],
  };
}

function expiryFinding({ expiry }: Identity, { warnDays, now }: CheckOptions): Finding {
  const subject = 'expiry';
  switch (expiry.kind) {
    case 'never':
      return { subject, passed: true, text: 'does not expire' };
    case 'hourly':
      return { subject, passed: true, text: 'is valid for an hour and renewed automatically' };
    case 'unreadable':
      return {
        subject,
        passed: null,
        text: `GitHub reports "${expiry.text}", which is not a date`,
        hint: "Check the token's page.",
      };
    case 'at': {
      const days = daysUntil(expiry.at, now);
      const text = `expires on ${formatMinute(expiry.at)}, in ${days} ${days === 1 ? 'day' : 'days'}`;
      return days > warnDays
        ? { subject, passed: true, text }
        : { subject, passed: false, text, hint: 'Create a new one now.' };
    }
  }
}
