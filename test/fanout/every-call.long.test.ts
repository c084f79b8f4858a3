import { isRunning } from '../../src/fanout/outcome.ts';
import { report } from '../../src/fanout/report.ts';
import type { Fault } from './github-stand-in.ts';
import { fanOutTo, gitHubWithCore } from './world.ts';

/** What the fan-out asks of GitHub, call by call. */
const calls = {
  "core's commit": 'GET .*/core/commits/v1.1.0',
  'the repository': 'GET /repos/acme/store',
  'the dispatch': 'POST .*/store/.*dispatches',
  'the list of runs': 'GET .*/store/.*/workflows/.*/runs',
  'the run': 'GET .*/store/actions/runs/\\d+',
  'its jobs': 'GET .*/store/.*/jobs',
  'a status': 'POST .*/statuses/.*',
  'the pull requests': 'GET .*/pulls',
  'the comments': 'GET .*/comments',
  'the comment': 'POST .*/comments',
};
const faults: Record<string, Omit<Fault, 'on'>> = {
  ...Object.fromEntries([401, 403, 404, 409, 422, 429, 500, 502, 503].map((status) => [status, { status }])),
  'a connection cut': {},
  'a page of a proxy': { status: 200, body: '<html>' },
};

const cases = Object.entries(calls).flatMap(([call, on]) =>
  Object.entries(faults).map(([fault, what]) => [call, fault, { on, times: 999, ...what }] as const),
);

test.each(cases)(
  '%s fails for good with %s: nothing starts twice, all is told, nothing is green unproven',
  async (call, _, fault) => {
    const hub = await gitHubWithCore();
    hub.world.runDetails = 'overlooked';
    hub.world.target('acme/store', 'in_progress failure').target('acme/pipeline');
    hub.fault(fault);
    const told = await fanOutTo(hub, ['store', 'pipeline'], { reports: true }).catch((error) => error);
    await hub.close();

    for (const name of ['store', 'pipeline'])
      expect(
        hub.requests.filter((one) => one.includes(`/${name}/`) && one.endsWith('/dispatches')).length,
      ).toBeLessThanOrEqual(1);
    if (call === "core's commit") {
      expect([told.exitCode, told.hint, hub.dispatches()]).toEqual([2, expect.any(String), 0]);
      return;
    }
    const [store, pipeline] = told.outcomes;
    expect([store.green, pipeline.green, isRunning(store)]).toEqual([
      store.verdict === 'failure' ? false : store.green,
      true,
      false,
    ]);
    expect([store.green === true, Boolean(store.why && store.next)]).toEqual([false, true]);
    expect(report(told)).toContain(store.why.split('\n')[0]);
    if (/status|pull|comment/.test(call)) expect([store.verdict, told.problems.length]).toEqual(['failure', 1]);
    else expect(told.problems).toEqual([]);
  },
);
