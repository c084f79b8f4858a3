import { readFileSync } from 'node:fs';
import { acceptedDifferences } from '../../../scripts/conformance/accepted.ts';
import { removeScenarioData } from '../../../scripts/conformance/clean-up.ts';
import { compare, type Difference } from '../../../scripts/conformance/compare.ts';
import { judge } from '../../../scripts/conformance/judge.ts';
import { knownGaps } from '../../../scripts/conformance/known-gaps.ts';
import { type Receiver, startReceiver } from '../../../scripts/conformance/receiver.ts';
import { readRecording } from '../../../scripts/conformance/recordings.ts';
import { describeDifferences } from '../../../scripts/conformance/report.ts';
import { runScenario } from '../../../scripts/conformance/run.ts';
import { scenarios } from '../../../scripts/conformance/scenarios.ts';
import { selectScenarios } from '../../../scripts/conformance/select.ts';
import { startSubject } from '../../../scripts/conformance/subject.ts';

const { selected, skipped } = selectScenarios([], undefined, true);

describe('answers as recorded from the official broker', () => {
  let subject: Awaited<ReturnType<typeof startSubject>>;
  let receiver: Receiver;
  const all: Difference[] = [];

  beforeAll(async () => {
    for (const line of skipped) process.stdout.write(`conformance: not run: ${line}\n`);
    [subject, receiver] = [await startSubject(), await startReceiver()];
  });
  afterAll(async () => {
    await subject.close();
    await receiver.close();
  });

  test.each(selected.map((scenario) => [`${scenario.id}: ${scenario.title}`, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const answers = await runScenario(subject.target, scenario, receiver);
      await removeScenarioData(subject.target, scenario);
      const differences = compare(scenario.id, readRecording(scenario), answers);
      all.push(...differences);
      const { open } = judge(differences, acceptedDifferences, knownGaps);
      if (open.length > 0) throw new Error(`${open.length} differences\n\n${describeDifferences(open)}`);
    },
  );

  test('every accepted difference and known gap occurs', () => {
    const { unused, knownGaps: gaps } = judge(all, acceptedDifferences, knownGaps);
    if (gaps.length > 0) process.stdout.write(`conformance: ${gaps.length} places are not alike yet: known-gaps.ts\n`);
    expect(unused).toEqual([]);
  });
});

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the recording of %s has the steps of the scenario (record again: npm run conformance -- --record)',
  (_, scenario) => {
    const asked = scenario.steps.map(({ name, method, path }) => [name, `${method} ${path}`]);
    expect(readRecording(scenario).map(({ step, request }) => [step, request])).toEqual(asked);
  },
);

test('every accepted difference is listed in src/broker/DIFFERENCES.md', () => {
  const list = readFileSync('src/broker/DIFFERENCES.md', 'utf8');
  expect(acceptedDifferences.map(({ id }) => id).filter((id) => !list.includes(`\n| ${id} | `))).toEqual([]);
});
