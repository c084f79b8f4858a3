import { ContractError, withoutCredentials } from '../../src/config/errors.ts';
import { sendRequest } from './http.ts';
import { valueAt } from './placeholders.ts';
import { readBody } from './read-body.ts';
import { adminHeaders, type Target, urlFor } from './run.ts';
import type { Scenario } from './scenario.ts';

/**
 * Throws if a pacticipant or environment of the scenario exists already. It may belong to someone else, so it is removed only with
 * `--clean`.
 */
export async function assertNamesAreFree(target: Target, scenario: Scenario): Promise<void> {
  const pacticipants = await takenNames(target, scenario);
  const environments = await environmentsOf(target, scenario);
  const names = [...pacticipants, ...environments.map(({ name }) => name)];
  if (names.length === 0) return;
  const broker = withoutCredentials(urlFor(target, scenario));
  throw new ContractError(
    'USAGE',
    `${broker} already has ${names.join(', ')}, which scenario ${scenario.id} creates itself`,
  );
}

/** Deletes the scenario's pacticipants and environments with all their data. */
export async function removeScenarioData(target: Target, scenario: Scenario): Promise<void> {
  for (const name of await takenNames(target, scenario))
    await sendAsAdmin(target, scenario, 'DELETE', pacticipantPath(name));
  for (const { uuid } of await environmentsOf(target, scenario)) {
    await sendAsAdmin(target, scenario, 'DELETE', `/environments/${uuid}`);
  }
}

async function takenNames(target: Target, scenario: Scenario): Promise<string[]> {
  const answers = await Promise.all(
    scenario.pacticipants.map((name) => sendAsAdmin(target, scenario, 'GET', pacticipantPath(name))),
  );
  return scenario.pacticipants.filter((_, index) => answers[index]?.status === 200);
}

async function environmentsOf(target: Target, scenario: Scenario): Promise<{ name: string; uuid: string }[]> {
  const own = scenario.environments ?? [];
  if (own.length === 0) return [];
  const answer = await sendAsAdmin(target, scenario, 'GET', '/environments');
  const all = valueAt(readBody(answer), '_embedded.environments');
  return Array.isArray(all) ? all.filter(({ name }) => own.includes(name)) : [];
}

function pacticipantPath(name: string): string {
  return `/pacticipants/${encodeURIComponent(name)}`;
}

function sendAsAdmin(target: Target, scenario: Scenario, method: string, path: string) {
  const headers = { accept: 'application/hal+json', ...adminHeaders(scenario) };
  return sendRequest(urlFor(target, scenario), { method, path, headers, body: undefined });
}
