import { listEnvironments, removeUnused } from '../python/clean.ts';
import { PYTHON_CACHE_FOLDER } from '../python/environment.ts';
import { command, commandStart } from '../text/command.ts';
import { textTable } from '../text/table.ts';
import { defineCommand, durationMs } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('python:clean'),
    summary:
      'Deletes the Python environments that were not used for some time, and lists those that remain, with their sizes.',
    options: {
      'unused-for': { value: '<time>', default: '30d', description: 'delete what was last used before: 12h, 30d' },
      folder: { value: '<folder>', default: PYTHON_CACHE_FOLDER, description: 'folder of the environments' },
    },
    examples: [command('python:clean'), command('python:clean', { 'unused-for': '7d' })],
  },
  async ({ unusedFor, folder, json }) => {
    const now = new Date();
    const removed = removeUnused(folder, new Date(now.getTime() - durationMs('unused-for', unusedFor)), now);
    const remaining = listEnvironments(folder);
    if (json) console.log(JSON.stringify({ removed, remaining }));
    else console.log([...environmentLines('Deleted', removed), ...environmentLines('Remaining', remaining)].join('\n'));
    return 0;
  },
);

type Environments = ReturnType<typeof listEnvironments>;

function environmentLines(title: string, environments: Environments): string[] {
  if (environments.length === 0) return [`${title}: none`];
  const rows = environments.map(({ folder, bytes, lastUsed }) => [
    folder,
    `${(bytes / 2 ** 20).toFixed(1)} MB`,
    `last used ${lastUsed.toISOString().slice(0, 10)}`,
  ]);
  return [`${title}:`, ...textTable(rows)];
}
