import { type ApiCheckName, apiCheckNames, apiChecks } from '../../src/contracts/api-checks.ts';
import { contractPolicy } from '../../src/contracts/backpressure-level.ts';
import { states } from '../../src/contracts/interactions.ts';
import type { MessageRequest, MessageSource } from '../../src/provider/message-source.ts';

/** The checks of core's API on a core under test, by name, and the checks that it reads and writes the messages. */
export function testCore(core: () => MessageSource): void {
  test.each(apiCheckNames)('%s', async (name) => {
    const answer = JSON.parse(await core().check(name));
    const { version } = answer as { version?: string };
    expect(answer).toEqual(version === undefined ? apiChecks[name].answer : { ...apiChecks[name].answer, version });
    if (name === 'core_version_imports') expect(version).toMatch(/^\d+\.\d+/);
  });

  test.each(Object.entries(contractPolicy))('level_to_scale_mapping: %s gives %d', async (level, scale) => {
    const { scale: scales } = JSON.parse(await core().check('level_to_scale_mapping'));
    expect(scales[level]).toBe(scale);
  });

  test.each<[string, object]>([
    ["the store's reason", { reason: 'queue above its soft limit' }],
    ['an empty reason', { reason: null }],
    ['fields of a later release', { added_later: { by: 'a later release' }, more: [1, 2] }],
  ])('model_validate_json accepts a FeedbackEvent with %s', async (_, other) => {
    const request = { message: 'FeedbackEvent', states: [{ name: states.read, params: { level: 'hard', ...other } }] };
    const event = JSON.parse(await core().writeMessage(request as MessageRequest));
    expect(event).toMatchObject({ level: 'hard', queue_size: 850, capacity: 1000, ts: 1760000000.25 });
  });
}

/** The checks whose result with that core differs from the contract; an error that breaks the contract counts as a difference. */
export async function failedChecks(core: MessageSource): Promise<ApiCheckName[]> {
  const failed: ApiCheckName[] = [];
  for (const name of apiCheckNames) {
    const answer = await core.check(name).then(JSON.parse, (error) => {
      if (error.exitCode !== 1) throw error;
      return {};
    });
    if (!holds(answer, apiChecks[name].answer)) failed.push(name);
  }
  return failed;
}

/** Whether all of the expected is there; other members, and another version, are allowed, as in Pact. */
function holds(answer: Record<string, unknown>, expected: object): boolean {
  return Object.entries(expected).every(([name, value]) => {
    const own = answer[name];
    if (typeof value !== 'object') return name === 'version' ? typeof own === 'string' : own === value;
    return typeof own === 'object' && own !== null && holds(own as Record<string, unknown>, value);
  });
}
