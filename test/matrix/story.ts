import type { DecisionInput } from '../../src/matrix/decision.ts';
import type { Integration } from '../../src/matrix/resolve.ts';
import type { Row } from '../../src/matrix/row.ts';
import type { Criteria, ResolvedSelector } from '../../src/matrix/selector.ts';

/** A name always has the same id. Versions are numbers, which are also their ids. */
const ids = new Map<string, number>();
export function idOf(name: string): number {
  if (!ids.has(name)) ids.set(name, ids.size + 1);
  return ids.get(name) ?? 0;
}

/** `pipeline 3 → core 11 ✔`: core 11 has verified the pact of pipeline 3. `✘`: it failed. `core ?`: there is no result. */
export function row(line: string): Row {
  const [, consumer = '', number = '', provider = '', providerNumber, mark] =
    /^(\w+) (\d+) → (\w+) (\d+)? ?([✔✘?])$/.exec(line) ?? [];
  if (!mark) throw new Error(`not a row: ${line}`);
  const verified = providerNumber !== undefined && mark !== '?';
  return {
    consumer: { id: idOf(consumer), name: consumer, version: { id: Number(number), number } },
    provider: {
      id: idOf(provider),
      name: provider,
      version: verified ? { id: Number(providerNumber), number: providerNumber } : null,
    },
    pact: { sha: `${consumer}${number}`, revision: 1, createdAt: '2026-01-01T00:00:00.000Z' },
    result: verified ? { number: 1, success: mark === '✔', verifiedAt: '2026-01-02T00:00:00.000Z' } : null,
  };
}

/** A resolved selector. `version` is a number, `any` or `none`. */
export function resolved(
  pacticipant: string,
  version: number | 'any' | 'none',
  criteria: Criteria = {},
  more: Partial<ResolvedSelector> = {},
): ResolvedSelector {
  return {
    selector: { pacticipant, ...criteria },
    type: 'specified',
    pacticipantId: idOf(pacticipant),
    version: typeof version === 'number' ? { id: version, number: String(version) } : version,
    oneOfMany: false,
    ignored: false,
    ...more,
  };
}

export function integration(consumer: string, provider: string, required: boolean): Integration {
  return {
    consumer: { id: idOf(consumer), name: consumer },
    provider: { id: idOf(provider), name: provider },
    required,
  };
}

/** The input of a decision. Members that are not given are empty. */
export function facts(given: Partial<DecisionInput>): DecisionInput {
  return {
    target: { environment: 'prod' },
    specified: [],
    inferred: [],
    ignore: [],
    integrations: [],
    considered: [],
    ignored: [],
    ...given,
  };
}
