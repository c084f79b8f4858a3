import { runCommand, type Values } from '../../src/cli/support/run-command.ts';
import { compareBrokers } from './compare-brokers.ts';
import { writeRecording } from './recordings.ts';
import { describeDifferences } from './report.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import { selectScenarios } from './select.ts';
import { startSubject } from './subject.ts';

const command = {
  usage: 'npm run conformance --',
  summary: 'Asks the official Pact Broker and ours the same, and tells every difference.',
  options: {
    reference: {
      value: '<url>',
      required: true,
      description: 'the official broker; scripts/reference-broker starts one',
    },
    'reference-auth': { value: '<url>', description: 'the official broker with authentication' },
    subject: { value: '<url>', description: 'the broker to compare; ours, in this process, if none is given' },
    'subject-auth': { value: '<url>', description: 'the broker to compare, with authentication' },
    only: { value: '<ids>', description: 'some scenarios only, such as S5,S9' },
    record: { description: 'writes what the official broker answers to test/golden/conformance, compares nothing' },
    clean: { description: "first removes pacticipants and environments that are called as the scenarios' own" },
  },
  examples: ['npm run conformance -- --reference http://127.0.0.1:9400 --only S5,S9'],
} as const;

await runCommand(command, async (options) => {
  const say = options.json ? () => undefined : console.log;
  return options.record ? record(options, say) : compare(options, say);
});

type Options = Values<typeof command.options>;
type Log = (line: string) => void;

async function compare(options: Options, say: Log): Promise<0 | 1> {
  const own = options.subject ? undefined : await startSubject();
  const subject = own?.target ?? { url: options.subject ?? '', authUrl: options.subjectAuth };
  const reference = { url: options.reference, authUrl: options.referenceAuth };
  try {
    const selection = selectScenarios([reference, subject], options.only, own !== undefined);
    for (const line of selection.skipped) say(`not run: ${line}`);
    const { open, accepted, knownGaps, unused } = await compareBrokers(
      [reference, subject],
      selection,
      options.clean,
      say,
    );
    const unusedPlaces = own ? unused : [];
    if (options.json)
      console.log(JSON.stringify({ open, accepted, knownGaps, unused: unusedPlaces, notRun: selection.skipped }));
    if (open.length > 0) say(`\n${describeDifferences(open)}`);
    for (const { scenario, step, path } of knownGaps) say(`not yet alike: ${scenario} | ${step} | ${path}`);
    for (const place of unusedPlaces) say(`listed as a difference, but both answer alike: ${place}`);
    const counts = [`${open.length} differences`, `${accepted.length} accepted ones`, `${knownGaps.length} known ones`];
    say(
      `\n${selection.selected.length} scenarios, ${counts.join(', ')}; ${selection.skipped.length} scenarios not run.`,
    );
    return open.length + unusedPlaces.length === 0 ? 0 : 1;
  } finally {
    await own?.close();
  }
}

async function record(options: Options, say: Log): Promise<0 | 1> {
  const reference = { url: options.reference, authUrl: options.referenceAuth };
  const { selected: run, skipped } = selectScenarios([reference], options.only, false);
  for (const scenario of run) {
    const exchanges = await runAndCleanUp(reference, scenario, options.clean);
    writeRecording(scenario, exchanges);
    say(`${scenario.id.padEnd(4)} ${scenario.title}: ${exchanges.length} answers`);
  }
  for (const line of skipped) say(`not recorded: ${line}`);
  return skipped.length === 0 ? 0 : 1;
}
