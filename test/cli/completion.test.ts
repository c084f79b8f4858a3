import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('completion');
const bundler = ['src/cli/bundled.mjs', 'src/cli/main.ts', 'completion'];

/** The script that the command prints for a shell, in a file. */
function scriptFor(shell: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...bundler, shell], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const file = join(folder, shell);
  writeFileSync(file, stdout);
  return file;
}

/** For each shell: a program that prints the completions of the line in $LINE. */
const programs = {
  bash: (script: string) => `source ${script}
    COMP_LINE="$LINE" COMP_POINT=\${#LINE} COMP_WORDBREAKS=' :'
    _market_data_contracts
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  // The completion system of zsh needs a terminal: its functions are replaced by functions that print what they are given.
  zsh: (script: string) => `compdef() { : }
    _files() { : }
    _describe() { print -l -- "\${(@)replies%%:*}" | grep -F -e "\${words[CURRENT]}" | sed 's/\\\\$//' }
    source ${script}
    words=("\${(@s: :)LINE}") CURRENT=\${#words}
    replies=() ; _market_data_contracts`,
  fish: (script: string) => `source ${script}; complete -C "$LINE"`,
};

const isInstalled = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

describe.each(Object.entries(programs))('the script for %s', (shell, program) => {
  const found = isInstalled(shell);
  if (!found) process.stderr.write(`skipped: ${shell} is not installed; its completion script was not run\n`);
  const testInShell = found ? test : test.skip;
  let script = '';
  if (found)
    beforeAll(() => {
      script = scriptFor(shell);
    });

  const complete = (line: string): string[] => {
    const args = shell === 'bash' ? ['--norc', '-c'] : ['-c'];
    const env = { ...process.env, LINE: line };
    const { stdout, stderr } = spawnSync(shell, [...args, program(script)], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').flatMap((one) => (one ? [one.split('\t')[0] ?? ''] : []));
  };

  testInShell('completes commands', () => {
    const all = complete('market-data-contracts ');
    if (shell === 'zsh') return expect(all).toHaveLength(Object.keys(commands).length);
    expect(all).toEqual(expect.arrayContaining(Object.keys(commands)));
    expect(complete('market-data-contracts record-dep')).toEqual(['record-deployment']);
  });

  testInShell('completes options of the command', () => {
    const options = complete('market-data-contracts can-i-deploy --to');
    expect(options).toEqual(expect.arrayContaining(['--to', '--to-environment', '--to-main-branches']));
    expect(options).not.toContain('--application-instance');
  });

  testInShell('completes the commands below a command', () => {
    expect(complete('market-data-contracts environments cr')).toContain('create');
  });
});

test('in bash, only what follows the colon is replaced', () => {
  const script = scriptFor('bash');
  const env = { ...process.env, LINE: 'market-data-contracts pact:pu' };
  const { stdout } = spawnSync('bash', ['--norc', '-c', programs.bash(script)], { env, encoding: 'utf8' });
  expect(stdout).toBe('publish\n');
});
