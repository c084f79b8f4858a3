import { commands } from '../../src/cli/commands.ts';
import { historian, own, useTestBroker } from '../gate/support/broker.ts';
import { describeWithPython } from '../support/python.ts';
import { linesInTerminal, tooWide } from '../support/terminal.ts';

const main = 'src/cli/main.ts';

const subcommands: Readonly<Record<string, readonly string[]>> = {
  environments: ['list', 'create', 'update', 'delete'],
  completion: ['bash', 'zsh', 'fish'],
};
const calls = Object.keys(commands).flatMap((name) => [
  [name],
  ...(subcommands[name] ?? []).map((below) => [name, below]),
]);

const helps = new Map<string, Promise<string[]>>();

/** The lines of the help; each is printed once. */
function helpOf(words: readonly string[]): Promise<string[]> {
  const key = words.join(' ');
  const help = helps.get(key) ?? linesInTerminal(main, [...words, '--help']);
  helps.set(key, help);
  return help;
}

describeWithPython('on a terminal of 80 columns', () => {
  const broker = useTestBroker();

  test.each(calls.map((words) => [words.join(' '), words] as const))('the help of %s fits', async (_, words) => {
    expect(tooWide(await helpOf(words))).toEqual([]);
  });

  test.each(calls.map((words) => [words.join(' '), words] as const))(
    'the help of %s has --json and the exit codes',
    async (_, words) => {
      const help = (await helpOf(words)).join('\n');
      expect(help).toMatch(/^ +--json /m);
      expect(help).toMatch(/^Exit codes: 0 yes; /m);
    },
  );

  test('the table, the reasons and the next steps of can-i-deploy fit', async () => {
    const { publish } = historian(broker);
    const consumer = own('a-consumer-of-orders-with-a-long-name');
    const provider = own('a-provider-of-orders-with-a-long-name');
    await publish(consumer, '1.0.0', provider);
    const environment = own('production');
    await historian(broker).environment(environment);
    const lines = await linesInTerminal(
      main,
      ['can-i-deploy', '--pacticipant', consumer, '--version', '1.0.0', '--to-environment', environment],
      { env: { PACT_BROKER_BASE_URL: broker.access.url } },
    );
    expect(tooWide(lines)).toEqual([]);
    expect(lines.join('\n')).toMatch(/npm run record-deployment -- .*\\\n +--/);
  });
});
