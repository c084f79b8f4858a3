import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { copyBroker } from '../copy/copy.ts';
import { formatCopyReport } from '../copy/copy-report.ts';
import { openSource, openTarget } from '../copy/endpoints.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand } from './support/run-command.ts';

const progressIntervalMs = 3_000;

export const run = defineCommand(
  {
    usage: commandStart('broker:copy'),
    summary:
      'Copies from one Pact Broker to another everything that clients can write. Exit code 0: all was copied, 1: data that ' +
      'the matrix uses was not copied. When interrupted, run it again to continue. The credentials are PACT_BROKER_FROM_TOKEN, or ' +
      'PACT_BROKER_FROM_USERNAME and PACT_BROKER_FROM_PASSWORD, and the same with PACT_BROKER_TO_….',
    options: {
      from: {
        value: '<broker>',
        required: true,
        description: 'URL, SQLite file or postgres://… of the source, read-only',
      },
      to: {
        value: '<broker>',
        required: true,
        description: 'URL, SQLite file or postgres://… to copy to; nothing is deleted there',
      },
      'dry-run': { description: 'write nothing, only list what would be written' },
      'let-webhooks-fire': { description: "execute the target's webhooks during the copy" },
    },
    examples: [
      command('broker:copy', { from: 'https://broker.example.org', to: 'broker.sqlite' }),
      command('broker:copy', { from: 'broker.sqlite', to: 'postgres://localhost/broker' }),
    ],
  },
  async ({ from, to, json, dryRun, letWebhooksFire }) => {
    if (from === to) throw new ContractError('USAGE', '--from and --to are the same');
    const config = loadConfig();
    const source = await openSource(from, config);
    const target = await openTarget(to, config, { dryRun }).catch(async (error) => {
      await source.close();
      throw error;
    });
    let isComplete = false;
    const printProgress = throttle((line) => console.error(line), progressIntervalMs);
    try {
      const report = await copyBroker(source.access, target.access, {
        dryRun,
        letWebhooksFire,
        progress: (kind, { found, alreadyPresent, written }) =>
          printProgress(`${kind}: ${alreadyPresent + written} of ${found}`),
      });
      const { counts, differences } = report;
      const names = { from: source.name, to: target.name, dryRun };
      console.log(json ? JSON.stringify({ ...names, counts, differences }) : formatCopyReport(report, names));
      isComplete = !differences.some(({ affectsDecisions }) => affectsDecisions);
      return isComplete ? 0 : 1;
    } catch (error) {
      console.error('What has been copied remains; run the same command again to continue.');
      throw error;
    } finally {
      await Promise.all([source.close(), target.close(isComplete)]);
    }
  },
);

/** Prints at most one line per interval; the first interval begins now. */
function throttle(print: (line: string) => void, intervalMs: number): (line: string) => void {
  let last = performance.now();
  return (line) => {
    if (performance.now() - last < intervalMs) return;
    last = performance.now();
    print(line);
  };
}
