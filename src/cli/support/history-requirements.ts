import { consumersOf } from '../../matrix/breaks.ts';
import { defaultPython } from '../../python/interpreter.ts';
import { allowedReleases } from '../../python/releases.ts';
import { checkRequirement, type RequirementCheck } from '../../verification/compatibility-grid.ts';
import { type HistoryRow, numberOf } from '../../verification/history-row.ts';

/** Compares what each consumer requires of the provider with the grid. @throws ContractError RELEASES_UNKNOWN */
export async function checkRequirements(rows: readonly HistoryRow[]): Promise<RequirementCheck[]> {
  const numbers = rows.map(numberOf);
  const checks: RequirementCheck[] = [];
  for (const consumer of consumersOf(rows)) {
    const cells = rows.flatMap((row) => row.cells).filter((cell) => cell.consumer === consumer);
    const requirement = cells.find((cell) => cell.requirement !== undefined)?.requirement;
    if (requirement === undefined) continue;
    const allowed = await allowedReleases(requirement, numbers, { python: defaultPython, env: process.env });
    checks.push(checkRequirement(rows, { consumer, requirement }, allowed));
  }
  return checks;
}
