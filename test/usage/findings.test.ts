import { acceptFindings, matchExceptions } from '../../src/usage/exceptions.ts';
import { judgeOwnRelease, withoutFindings } from '../../src/usage/findings.ts';
import type { Failure, UseResult } from '../../src/usage/use.ts';
import { smallUse, smallUses } from './small-usage.ts';

const [, bar] = smallUses;
if (!bar) throw new Error('there is no use');

const needsVenue: Failure = { kind: 'arguments', text: 'Bar needs venue', required: true, locations: ['part:1'] };

/** The results of a release in which the call of `Bar`, or its member, is as given. */
const judged = (found: Partial<UseResult>) =>
  judgeOwnRelease([bar], async () => [
    { module: 'prov', name: 'Bar', verdict: 'fails', failures: [], unknown: [], ...found },
  ]);

test('a finding has the description and locations of its part', async () => {
  expect((await judged({ failures: [needsVenue] })).findings).toEqual([
    {
      use: 'prov.Bar',
      does: 'calls Bar(symbol, price, size)',
      kind: 'arguments',
      text: 'Bar needs venue',
      required: true,
      locations: ['consumer/a.py:2'],
    },
  ]);
});

test('a part that cannot be judged is unresolved, and left out of the contract', async () => {
  const unknown = [{ text: 'Bar computes its attributes', locations: ['part:2'] }];
  const { uses, unresolved } = await judged({ unknown });
  expect(unresolved).toEqual([
    { text: 'Bar computes its attributes', location: 'consumer/a.py:3', reason: 'unknown-type' },
  ]);
  expect(uses[0]).toMatchObject({ calls: [{ positional: 2 }], members: [] });
});

test('a class that is not imported counts only with members', async () => {
  const received = smallUse({ module: 'prov', name: 'Bar', imported: false, members: [{ name: 'a', on: 'instance' }] });
  const unknown = [{ text: 'Bar has no a', locations: ['part:1'] }];
  const result: UseResult = { module: 'prov', name: 'Bar', verdict: 'unknown', failures: [], unknown };
  expect((await judgeOwnRelease([received], async () => [result])).uses).toEqual([]);
});

describe('exceptions', () => {
  const acceptance = { reason: 'fixed in the next release', today: '2026-11-28', until: '2027-02-28' };
  const accepted = async () => {
    const { findings } = await judged({ failures: [needsVenue] });
    return { findings, exceptions: acceptFindings(matchExceptions(findings, [], '2026-11-28'), [], acceptance) };
  };

  test('have the use, the locations, the reason and both dates', async () => {
    expect((await accepted()).exceptions).toEqual([
      {
        use: 'prov.Bar',
        does: 'calls Bar(symbol, price, size)',
        text: 'Bar needs venue',
        locations: ['consumer/a.py:2'],
        reason: 'fixed in the next release',
        accepted: '2026-11-28',
        until: '2027-02-28',
      },
    ]);
  });

  test('still apply when the code has moved', async () => {
    const { findings, exceptions } = await accepted();
    const moved = findings.map((finding) => ({ ...finding, locations: ['consumer/b.py:7'] }));
    expect(matchExceptions(moved, exceptions, '2026-12-01')).toMatchObject({ open: [], unnecessary: [], expired: [] });
  });

  test('that are unnecessary or expired are reported', async () => {
    const { findings, exceptions } = await accepted();
    expect(matchExceptions([], exceptions, '2026-12-01').unnecessary).toEqual(exceptions);
    expect(matchExceptions(findings, exceptions, '2027-03-01').expired).toEqual(exceptions);
  });

  test('that have expired are replaced when the finding is accepted again', async () => {
    const { findings, exceptions } = await accepted();
    expect(matchExceptions(findings, exceptions, '2027-02-28')).toMatchObject({
      open: [],
      accepted: findings,
      expired: [],
    });
    const matched = matchExceptions(findings, exceptions, '2027-03-01');
    expect(matched).toMatchObject({ open: findings, accepted: [], expired: exceptions });
    const renewed = { ...acceptance, today: '2027-03-01', until: '2027-05-30' };
    expect(acceptFindings(matched, exceptions, renewed)).toEqual([
      { ...exceptions[0], accepted: '2027-03-01', until: '2027-05-30' },
    ]);
  });

  test('remove only their parts from the contract', async () => {
    const { findings } = await accepted();
    const [left, ...others] = withoutFindings(smallUses.slice(1), findings);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ calls: [], members: [{ name: 'price' }] });
  });
});
