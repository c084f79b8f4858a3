import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { python } from './python.ts';

/** Runs a command with a pseudo-terminal of 80 columns as its stdin, stdout and stderr, and copies what it writes to stdout. */
const IN_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
os.waitpid(pid, 0)
`;

/** What a script of this project writes to a terminal of 80 columns, as lines without colours. Requires `describeWithPython`. */
export async function linesInTerminal(
  script: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string[]> {
  const { PATH = '', HOME = '' } = process.env;
  const node = [process.execPath, resolve('src/cli/bundled.mjs'), resolve(script), ...args];
  const variables = { PATH, HOME, PACT_BROKER_DATABASE_URL: ':memory:', ...env };
  const options = { cwd, env: variables, timeout: 150_000, maxBuffer: 10_000_000 };
  const { stdout } = await promisify(execFile)(python, ['-c', IN_TERMINAL, ...node], options);
  return stripVTControlCharacters(stdout).split(/\r?\n/).map(visiblePart);
}

/** What remains of a line that was written over. */
function visiblePart(line: string): string {
  return line.slice(line.lastIndexOf('\r') + 1);
}

/** The lines that are wider than the terminal, except for a single word, such as a URL: it must stay whole. */
export function tooWide(lines: readonly string[]): string[] {
  return lines.filter((line) => line.length > 80 && line.trim().includes(' '));
}
