import { ContractError } from '../../src/config/errors.ts';
import { knownGaps } from './known-gaps.ts';
import type { Target } from './run.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

export interface Selection {
  readonly selected: readonly Scenario[];
  /** The others, each with the reason, as text. */
  readonly skipped: readonly string[];
}

/** The scenarios to run against these brokers: all, or those in `only` (`S5,S9`). */
export function selectScenarios(targets: readonly Target[], only: string | undefined, ownBroker: boolean): Selection {
  const names = only?.split(',').map((name) => name.trim());
  const unknown = names?.filter((name) => !scenarios.some(({ id }) => id === name)) ?? [];
  if (unknown.length > 0) throw new ContractError('USAGE', `there is no scenario ${unknown.join(', ')}`);
  const wanted = scenarios.filter(({ id }) => !names || names.includes(id));
  const reasons = new Map(wanted.map((scenario) => [scenario, reasonToSkip(scenario, targets, ownBroker)]));
  return {
    selected: wanted.filter((scenario) => !reasons.get(scenario)),
    skipped: wanted.flatMap((scenario) => {
      const reason = reasons.get(scenario);
      return reason ? [`${scenario.id} (${scenario.title}): ${reason}`] : [];
    }),
  };
}

function reasonToSkip({ id, needs = [] }: Scenario, targets: readonly Target[], ours: boolean): string | undefined {
  const missing = knownGaps.find(({ places }) => places.includes(id));
  if (ours && missing) return missing.reason;
  const closed = needs.includes('auth') && targets.some(({ authUrl }) => !authUrl);
  return closed ? 'no broker with authentication is given (--reference-auth, --subject-auth)' : undefined;
}
