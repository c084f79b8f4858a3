import { isRunning } from '../../src/fanout/outcome.ts';
import { formatReport } from '../../src/fanout/report.ts';
import type { Fault } from './github-stand-in.ts';
import { fanOutTo, gitHubWithCore } from './github-with-core.ts';

/** The requests of a fan-out. */
const requests = {
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
  'a closed connection': {},
  'a page from a proxy': { status: 200, body: '<html>' },
};

const storeRequests = Object.entries(requests).filter(([request]) => request !== "core's commit");
const cases = storeRequests.flatMap(([request, on]) =>
  Object.entries(faults).map(([fault, response]) => [request, fault, { on, times: 999, ...response }] as const),
);

/** A fan-out to acme/store, whose run fails, and acme/pipeline, whose run passes, with a permanent fault. */
async function fanOutWithFault(fault: Fault) {
  const hub = await gitHubWithCore();
  hub.data.runDetails = 'ignored';
  hub.data.target('acme/store', 'in_progress failure').target('acme/pipeline');
  hub.fault(fault);
  const result = await fanOutTo(hub, ['store', 'pipeline'], { report: true }).catch((error) => error);
  await hub.close();
  const dispatches = ['store', 'pipeline'].map(
    (name) => hub.requests.filter((one) => one.includes(`/${name}/`) && one.endsWith('/dispatches')).length,
  );
  return { result, dispatches, isReport: /statuses|pulls|comments/.test(fault.on) };
}

describe.each(cases)('when %s fails with %s', (_request, _fault, fault) => {
  let run: Awaited<ReturnType<typeof fanOutWithFault>>;
  beforeAll(async () => {
    run = await fanOutWithFault(fault);
  });

  test('no workflow is dispatched twice', () => expect(Math.max(...run.dispatches)).toBeLessThanOrEqual(1));

  test('the failing target does not pass, and has a reason and a hint', () => {
    const [store] = run.result.outcomes;
    expect([isRunning(store), store.passed === true]).toEqual([false, false]);
    expect(store).toMatchObject({ reason: expect.any(String), hint: expect.any(String) });
    expect(formatReport(run.result)).toContain(store.reason.split('\n')[0]);
  });

  test('the other target passes', () => expect(run.result.outcomes[1].passed).toBe(true));

  test('only a failure of a report is one of the problems', () => {
    expect(run.result.problems).toHaveLength(run.isReport ? 1 : 0);
    if (run.isReport) expect(run.result.outcomes[0].verdict).toBe('failure');
  });
});

test.each(Object.entries(faults))("when core's commit fails with %s, nothing is started", async (_, response) => {
  const { result, dispatches } = await fanOutWithFault({ on: requests["core's commit"], times: 999, ...response });
  expect(result).toMatchObject({ exitCode: 2, hint: expect.any(String) });
  expect(dispatches).toEqual([0, 0]);
});
