import { backUp } from '../broker/copies/backup.ts';
import { loadConfig } from '../config/config.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('broker:backup'),
    summary: 'Copies the SQLite database of an embedded broker, also while brokers write to it, and checks the copy.',
    options: {
      to: { value: '<file>', required: true, description: 'file to write' },
      database: {
        value: '<file>',
        description: 'SQLite file to copy (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
      },
      overwrite: { description: 'replace the file if it exists' },
    },
    examples: [command('broker:backup', { to: 'backups/monday.sqlite' })],
  },
  async ({ to, overwrite, json, database = loadConfig().PACT_BROKER_DATABASE_URL }) => {
    const backup = backUp(database, to, { overwrite });
    if (json) console.log(JSON.stringify(backup));
    else console.log(`Backed up: ${backup.from} to ${backup.to}, ${backup.bytes} bytes, checked and written to disk.`);
    return 0;
  },
);
