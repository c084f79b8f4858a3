import { ContractError } from '../../config/errors.ts';
import type { GitHub, GitHubAccess } from '../github.ts';
import type { FanOutPlan } from '../target.ts';
import { maySee, mayStart } from './access.ts';
import { daysUntil, moment } from './expiry.ts';
import { badFinding, type Finding } from './finding.ts';
import { type Identity, identify } from './identity.ts';

/** The expiry of the fan-out's token. */
export interface TokenCheck {
  /** Undefined when GitHub does not know the token, or there is none. */
  readonly identity?: Identity;
  /** An App's access is repaired in other steps than a token's. */
  readonly isApp: boolean;
  readonly findings: readonly Finding[];
}

export interface CheckOptions {
  readonly warnDays: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Checks the token's owner, its expiry, and what it may start and read. Every failure is a finding. */
export async function checkToken(
  github: GitHub,
  access: GitHubAccess,
  plan: FanOutPlan,
  options: CheckOptions,
): Promise<TokenCheck> {
  const isApp = access.app !== undefined;
  try {
    const identity = await identify(github, access);
    const reach = await Promise.all([
      ...plan.targets.map((target) => mayStart(github, target)),
      maySee(github, plan.core),
    ]);
    return { isApp, identity, findings: [judgeExpiry(identity, options), ...reach] };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { isApp, findings: [badFinding('token', error)] };
  }
}

/** The finding when there are no credentials for GitHub. */
export function noToken(): TokenCheck {
  return {
    isApp: false,
    findings: [badFinding('token', new ContractError('GITHUB_TOKEN_MISSING', 'REPO_TOKEN or a GitHub App'))],
  };
}

function judgeExpiry({ expiry }: Identity, { warnDays, now }: CheckOptions): Finding {
  const subject = 'expiry';
  switch (expiry.kind) {
    case 'never':
      return { subject, good: true, text: 'does not expire' };
    case 'hourly':
      return { subject, good: true, text: 'lives an hour, and is made anew each time' };
    case 'unreadable':
      return {
        subject,
        good: null,
        text: `GitHub says "${expiry.text}", which is no date`,
        next: "Look it up on the token's page.",
      };
    case 'at': {
      const days = daysUntil(expiry.at, now);
      const text = `expires on ${moment(expiry.at)}, in ${days} ${days === 1 ? 'day' : 'days'}`;
      return days > warnDays
        ? { subject, good: true, text }
        : { subject, good: false, text, next: 'Make a new one now.' };
    }
  }
}
