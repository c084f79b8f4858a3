import { fanOutTo, gitHubWithCore } from './github-with-core.ts';

test('300 targets take fewer requests than the hourly rate limit', async () => {
  const hub = await gitHubWithCore();
  const names = Array.from({ length: 300 }, (_, index) => `repo-${index}`);
  for (const [index, name] of names.entries()) {
    hub.data.target(`acme/${name}`, index % 100 === 7 ? 'in_progress failure' : 'queued in_progress success');
  }
  const begin = Date.now();
  const { outcomes, exitCode } = await fanOutTo(hub, names, {
    report: true,
    poll: { timeoutMs: 20 * 60_000, intervalMs: 10_000 },
  });
  const seconds = (Date.now() - begin) / 1000;
  const count = (pattern: RegExp) => hub.requests.filter((one) => pattern.test(one)).length;
  const starts = count(/dispatches$/);
  const polls = count(/runs\/\d+$/);
  const statuses = count(/statuses/);
  await hub.close();

  expect(hub.violations).toEqual([]);
  expect(new Set(hub.data.runs.map(({ repository }) => repository)).size).toBe(300);
  expect([starts, hub.data.runs.length, exitCode]).toEqual([300, 300, 1]);
  expect(outcomes.filter(({ verdict }) => verdict === 'failure')).toHaveLength(3);
  expect(polls).toBe(300 * 3 - 3);
  expect(statuses).toBeLessThanOrEqual(602);
  expect(hub.requests.length).toBeLessThan(2200);
  process.stdout.write(
    `300 targets: ${hub.requests.length} requests (${starts} starts, ${polls} polls, ${statuses} statuses) in ${seconds.toFixed(1)} s\n`,
  );
}, 600_000);
