import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT_CODES } from '../src/text/exit-codes.ts';

const folders = ['.github/workflows', '.github/templates/tests/contracts', 'test/contracts'];
const readmes = folders.map((folder) => join(folder, 'README.md'));
const documents = [
  'README.md',
  '.github/CONTRIBUTING.md',
  ...readmes,
  ...readdirSync('docs').map((name) => join('docs', name)),
];
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('the README fits on two screens', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(125);
});

test.each(['README.md', 'docs/commands.md'])('%s documents the exit codes as --help does', (file) => {
  expect(readFileSync(file, 'utf8').replaceAll('**', '')).toContain(EXIT_CODES);
});

test('no other text defines the exit codes of the commands', () => {
  const listing =
    /\b0:? yes\b(?!; 1 no, or a trustworthy answer says that a result is missing; 2 there is no trustworthy answer)/;
  const others = documents.filter((file) => listing.test(readFileSync(file, 'utf8').replaceAll('**', '')));
  expect(others).toEqual([]);
});

describe.each(documents)('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  test('it has no lines of an unfinished merge', () => {
    expect(text.match(/^(<{7}|>{7}) .*|^={7}$/gm)).toBeNull();
  });

  test('its links lead to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
  });

  test('its npm scripts exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('its files of this repository exist', () => {
    const named = [...text.matchAll(/`((?:src|test|scripts)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the variables that the configuration reads', () => {
  const [settings = '', others = ''] = readFileSync('docs/settings.md', 'utf8').split(
    '## Variables that are not settings',
  );
  const example = readFileSync('.env.example', 'utf8');
  const read = [...readFileSync('src/config/config.ts', 'utf8').matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)].map(
    ([, name = '']) => name,
  );
  const isSetting = (name: string) => !others.includes(`\`${name}\``);

  test('docs/settings.md names every one', () => {
    expect(read.length).toBeGreaterThan(30);
    expect(read.filter((name) => isSetting(name) && !settings.includes(`\`${name}\``))).toEqual([]);
  });

  test('.env.example has every setting', () => {
    expect(read.filter((name) => isSetting(name) && !example.includes(`#${name}=`))).toEqual([]);
  });
});
