import { type CompletedCommand, scripts } from './support/completion-scripts.ts';
import { defineCommand, type RunCommand } from './support/run-command.ts';
import { defineSubcommands } from './support/subcommands.ts';

/** A command that can be completed: its summary, and its code. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

const where = {
  bash: 'In ~/.bashrc: source <(npx market-data-contracts completion bash)',
  zsh: 'In ~/.zshrc, after compinit: source <(npx market-data-contracts completion zsh)',
  fish: 'In ~/.config/fish/config.fish: npx market-data-contracts completion fish | source',
} as const;

/** The command `completion`, which prints a script for a shell. It completes the package's command, `market-data-contracts`. */
export function completionOf(commands: Readonly<Record<string, Entry>>): RunCommand {
  const shells = Object.keys(where) as (keyof typeof where)[];
  return defineSubcommands('completion', {
    summary: "Prints a script that completes the package's command, market-data-contracts, in a shell.",
    subcommands: shells.map((shell) => ({
      name: shell,
      summary: where[shell],
      run: defineCommand(
        { usage: `npx market-data-contracts completion ${shell}`, summary: where[shell], options: {} },
        async ({ json }) => {
          const script = scripts[shell](await listCommands(commands));
          console.log(json ? JSON.stringify({ script }) : script);
          return 0;
        },
      ),
    })),
  });
}

function listCommands(commands: Readonly<Record<string, Entry>>): Promise<CompletedCommand[]> {
  return Promise.all(
    Object.entries(commands).map(async ([name, { summary, load }]) => {
      // The script does not need its own options, which loading it again would define.
      if (name === 'completion') return { name, summary, options: [], words: Object.keys(where) };
      const { options, subcommands = [] } = (await load()).run;
      const described = Object.entries(options).map(([option, { description, value }]) => ({
        name: option,
        description,
        takesValue: value !== undefined,
      }));
      return { name, summary, options: described, words: subcommands };
    }),
  );
}
