import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { appendSummary } from '../ci/job-summary.ts';
import { currentRevision } from '../ci/revision.ts';
import { loadConfig } from '../config/config.ts';
import { accessToCore, accessToTargets } from '../fanout/github-access.ts';
import { fanOutExitCode } from '../fanout/outcome.ts';
import { Progress } from '../fanout/progress.ts';
import { formatReport, reportMarkdown, toJson } from '../fanout/report.ts';
import { runFanOut } from '../fanout/run-fan-out.ts';
import { readTargets } from '../fanout/target.ts';
import { command, commandStart } from '../text/command.ts';
import { loadGitHub } from './support/load-github.ts';
import { defineCommand, durationMs } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('fanout'),
    summary:
      'Starts the contract workflow of every downstream repository with a version of core, and reports the verdicts. ' +
      '0: all passed and were reported, 1: one failed, 2: unknown, or a verdict could not be reported on core.',
    options: {
      'core-ref': { value: '<ref>', required: true, description: 'tag, branch or SHA of core' },
      targets: { value: '<file>', default: 'fanout.json', description: 'the downstream repositories and workflows' },
      wait: { description: "wait for the verdicts, and report them on core's commit and its pull requests" },
      timeout: { value: '<duration>', default: '20m', description: 'how long to wait once all are started' },
      interval: { value: '<duration>', default: '10s', description: 'shortest time between two polls of the runs' },
      'no-report': { description: 'wait, but do not report on core' },
    },
    examples: [
      command('fanout', { 'core-ref': 'v1.1.0', wait: true }),
      command('fanout', { 'core-ref': '3f2a91c', wait: true, 'no-report': true }),
    ],
  },
  async (options) => {
    const config = loadConfig();
    const plan = readTargets(options.targets);
    const poll = {
      timeoutMs: durationMs('timeout', options.timeout),
      intervalMs: durationMs('interval', options.interval),
    };
    const screen = { write: (text: string) => process.stderr.write(text), isTerminal: process.stderr.isTTY === true };
    const progress = new Progress(screen, plan.targets.length);
    const onWait = (line: string) => progress.log(line);
    const { connectGitHub } = await loadGitHub();
    const github = connectGitHub(accessToTargets(config), { onWait });
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort());
    const result = await runFanOut({
      signal: cancel.signal,
      github,
      coreGitHub: config.GITHUB_TOKEN ? connectGitHub(accessToCore(config), { onWait }) : github,
      plan,
      coreRef: options.coreRef,
      id: randomUUID(),
      clock: { now: Date.now, sleep: (ms) => setTimeout(ms) },
      poll: options.wait ? poll : undefined,
      report: options.report,
      pageUrl: currentRevision(config).buildUrl,
      onOutcome: (outcome) => progress.report(outcome),
    });
    progress.end();
    console.log(options.json ? JSON.stringify(toJson(result)) : formatReport(result));
    appendSummary(config.GITHUB_STEP_SUMMARY, reportMarkdown(result));
    for (const problem of result.problems) console.error(`not reported: ${problem.message}\n  ${problem.hint}`);
    const code = fanOutExitCode(result.outcomes) || (result.problems.length > 0 ? 2 : 0);
    if (cancel.signal.aborted) process.exit(code); // does not wait for requests in progress
    return code;
  },
);
