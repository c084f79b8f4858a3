import { runCommand, type Values } from '../../src/cli/support/run-command.ts';
import { compareBrokers } from './compare-brokers.ts';
import { writeRecording } from './recordings.ts';
import { describeDifferences } from './report.ts';
import { runAndCleanUp } from './run-and-clean-up.ts';
import { selectScenarios } from './select.ts';
import { startSubject } from './subject.ts';

const command = {
  usage: 'npm run conformance --',
  summary: 'Sends the same requests to the official Pact Broker and to ours, and reports all differences.',
  options: {
    reference: {
      value: '<url>',
      required: true,
      description: 'the official broker; scripts/reference-broker starts one',
    },
    'reference-auth': { value: '<url>', description: 'the official broker with authentication' },
    subject: { value: '<url>', description: 'the broker to compare (default: ours, in this process)' },
    'subject-auth': { value: '<url>', description: 'the broker to compare, with authentication' },
    only: { value: '<ids>', description: 'only these scenarios, such as S5,S9' },
    record: { description: 'record the responses of the official broker in test/golden/conformance, compare nothing' },
    clean: { description: "first remove existing pacticipants and environments with the scenarios' names" },
  },
  examples: ['npm run conformance -- --reference http://127.0.0.1:9400 --only S5,S9'],
} as const;

await runCommand(command, async (options) => {
  const log = options.json ? () => undefined : console.log;
  return options.record ? record(options, log) : compare(options, log);
});

type Options = Values<typeof command.options>;
type Log = (line: string) => void;

async function compare(options: Options, log: Log): Promise<0 | 1> {
  const embedded = options.subject ? undefined : await startSubject();
  const subject = embedded?.target ?? { url: options.subject ?? '', authUrl: options.subjectAuth };
  const reference = { url: options.reference, authUrl: options.referenceAuth };
  try {
    const selection = selectScenarios([reference, subject], options.only, embedded !== undefined);
    for (const line of selection.skipped) log(`not run: ${line}`);
    const { open, accepted, knownGaps, unused } = await compareBrokers(
      [reference, subject],
      selection,
      options.clean,
      log,
    );
    const unusedPlaces = embedded ? unused : [];
    if (options.json)
      console.log(JSON.stringify({ open, accepted, knownGaps, unused: unusedPlaces, notRun: selection.skipped }));
    if (open.length > 0) log(`\n${describeDifferences(open)}`);
    for (const { scenario, step, path } of knownGaps) log(`known gap: ${scenario} | ${step} | ${path}`);
    for (const place of unusedPlaces) log(`listed as a difference, but there is none: ${place}`);
    const counts = [`${open.length} differences`, `${accepted.length} accepted ones`, `${knownGaps.length} known ones`];
    log(
      `\n${selection.selected.length} scenarios, ${counts.join(', ')}; ${selection.skipped.length} scenarios not run.`,
    );
    return open.length + unusedPlaces.length === 0 ? 0 : 1;
  } finally {
    await embedded?.close();
  }
}

async function record(options: Options, log: Log): Promise<0 | 1> {
  const reference = { url: options.reference, authUrl: options.referenceAuth };
  const { selected, skipped } = selectScenarios([reference], options.only, false);
  for (const scenario of selected) {
    const exchanges = await runAndCleanUp(reference, scenario, options.clean);
    writeRecording(scenario, exchanges);
    log(`${scenario.id.padEnd(4)} ${scenario.title}: ${exchanges.length} responses`);
  }
  for (const line of skipped) log(`not recorded: ${line}`);
  return skipped.length === 0 ? 0 : 1;
}
