import { ContractError } from '../../src/config/errors.ts';
import { scenarios } from './all.ts';
import { notYet } from './not-yet.ts';
import type { Target } from './run.ts';
import type { Scenario } from './scenario.ts';

export interface Selection {
  readonly run: readonly Scenario[];
  /** The others, each with the reason, for people. */
  readonly left: readonly string[];
}

/** The scenarios to run against these brokers: all, or those that are named (`S5,S9`). */
export function selectScenarios(targets: readonly Target[], only: string | undefined, ours: boolean): Selection {
  const names = only?.split(',').map((name) => name.trim());
  const unknown = names?.filter((name) => !scenarios.some(({ id }) => id === name)) ?? [];
  if (unknown.length > 0) throw new ContractError('USAGE', `there is no scenario ${unknown.join(', ')}`);
  const wanted = scenarios.filter(({ id }) => !names || names.includes(id));
  const reasons = new Map(wanted.map((scenario) => [scenario, whyNot(scenario, targets, ours)]));
  return {
    run: wanted.filter((scenario) => !reasons.get(scenario)),
    left: wanted.flatMap((scenario) => {
      const reason = reasons.get(scenario);
      return reason ? [`${scenario.id} (${scenario.title}): ${reason}`] : [];
    }),
  };
}

function whyNot({ id, needs = [] }: Scenario, targets: readonly Target[], ours: boolean): string | undefined {
  const missing = notYet.find(({ places }) => places.includes(id));
  if (ours && missing) return missing.reason;
  const closed = needs.includes('auth') && targets.some(({ authUrl }) => !authUrl);
  return closed ? 'no broker with authentication is given (--reference-auth, --subject-auth)' : undefined;
}
