import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { copyBroker } from '../copy/copy.ts';
import { reportCopy } from '../copy/report.ts';
import { openSource, openTarget } from '../copy/side.ts';
import { commandStart } from '../text/command.ts';
import { runCommand } from './support/command.ts';
import { everyFewSeconds } from './support/every-few-seconds.ts';

const definition = {
  usage: commandStart('broker:copy'),
  summary:
    'Copies everything that clients can write from any Pact Broker to any other: 0 all carried, 1 something that answers depend on was not. ' +
    'Run it again, and it goes on where it was cut off. It signs in with PACT_BROKER_FROM_TOKEN, or PACT_BROKER_FROM_USERNAME and ' +
    'PACT_BROKER_FROM_PASSWORD, and with the same of PACT_BROKER_TO_….',
  options: {
    from: {
      value: '<broker>',
      required: true,
      description: 'URL, SQLite file or postgres://… to copy from; nothing is changed there',
    },
    to: {
      value: '<broker>',
      required: true,
      description: 'URL, SQLite file or postgres://… to copy to; nothing is taken away there',
    },
    'dry-run': { description: 'write nothing, only say what would be written' },
    'let-webhooks-fire': { description: 'let the target call its webhooks for what is copied' },
  },
  examples: [
    `${commandStart('broker:copy')} --from https://broker.example.org --to broker.sqlite`,
    `${commandStart('broker:copy')} --from broker.sqlite --to postgres://localhost/broker`,
  ],
} as const;

await runCommand(definition, async ({ from, to, json, ...options }) => {
  if (from === to) throw new ContractError('USAGE', '--from and --to are the same');
  const config = loadConfig();
  const source = await openSource(from, config);
  const dryRun = options['dry-run'];
  const target = await openTarget(to, config, { dryRun }).catch(async (error) => {
    await source.close();
    throw error;
  });
  let isWhole = false;
  const tell = everyFewSeconds((line) => console.error(line));
  try {
    const ledger = await copyBroker(source.access, target.access, {
      ...{ dryRun, letWebhooksFire: options['let-webhooks-fire'] },
      progress: (kind, { found, there, written }) => tell(`${kind}: ${there + written} of ${found}`),
    });
    const { counts, shortfalls } = ledger;
    const names = { from: source.name, to: target.name, dryRun };
    console.log(json ? JSON.stringify({ ...names, counts, shortfalls }) : reportCopy(ledger, names));
    isWhole = !shortfalls.some(({ matters }) => matters);
    return isWhole ? 0 : 1;
  } catch (error) {
    console.error('What has been carried stays; the same command goes on from there.');
    throw error;
  } finally {
    await Promise.all([source.close(), target.close(isWhole)]);
  }
});
