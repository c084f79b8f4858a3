import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPython } from '../../src/python/interpreter.ts';
import { readRequirement } from '../../src/python/releases.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const options = { python: defaultPython, env: process.env };
const folder = temporaryFolder('requirement');

function requirementOf(on: string, ...requires: string[]) {
  const info = join(folder, `osprey-${Math.random()}.dist-info`);
  mkdirSync(info);
  const name = `osprey${folder.length}${requires.length}${on}`;
  const lines = requires.map((one) => `Requires-Dist: ${one}`);
  writeFileSync(
    join(info, 'METADATA'),
    ['Metadata-Version: 2.1', `Name: ${name}`, 'Version: 1.0', ...lines, ''].join('\n'),
  );
  return readRequirement({ folder, distribution: name }, on, options);
}

test('an invalid requirement of another distribution is ignored', async () => {
  const found = await requirementOf('vine', 'pytz (>dev)', 'vine[fast] (<5.0,>=1.3); python_version > "3"');
  expect(found).toEqual({ specifier: '<5.0,>=1.3', extras: ['fast'] });
});

test('an invalid requirement of the distribution itself is an error that quotes it', async () => {
  await expect(requirementOf('pytz', 'pytz (>dev)')).rejects.toMatchObject({ code: 'RELEASES_UNKNOWN' });
});
