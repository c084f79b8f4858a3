import type { Reliance } from '../../impact/reliance.ts';
import type { Finding } from '../../impact/schema/finding.ts';

// The member names of `impact --json`. They are stable: scripts depend on them.

export function presentReliance({ expectation, writtenBy, ...reliance }: Reliance) {
  return { ...reliance, by: writtenBy, wants: expectation };
}

export function presentFinding({ expectation, detail, ...finding }: Finding) {
  return { ...finding, wants: expectation, says: detail };
}
