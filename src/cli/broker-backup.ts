import { backUp } from '../broker/copies/backup.ts';
import { loadConfig } from '../config/config.ts';
import { commandStart } from '../text/command.ts';
import { runCommand } from './support/command.ts';

const definition = {
  usage: commandStart('broker:backup'),
  summary: "Copies an embedded broker's SQLite database to a file, while brokers write to it, and checks the copy.",
  options: {
    to: { value: '<file>', required: true, description: 'where to' },
    database: {
      value: '<file>',
      description: 'the SQLite file to copy (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
    },
    overwrite: { description: 'put the copy in the place of a file that is there already' },
  },
  examples: [`${commandStart('broker:backup')} --to backups/monday.sqlite`],
} as const;

await runCommand(definition, async ({ to, overwrite, json, database = loadConfig().PACT_BROKER_DATABASE_URL }) => {
  const backup = backUp(database, to, { overwrite });
  if (json) console.log(JSON.stringify(backup));
  else console.log(`Backed up: ${backup.from} to ${backup.to}, ${backup.bytes} bytes, checked and on the disk.`);
  return 0;
});
