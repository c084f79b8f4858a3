import { type CompletedCommand, scripts } from './support/completion-scripts.ts';
import { defineCommand, type RunCommand } from './support/run-command.ts';
import { defineSubcommands } from './support/subcommands.ts';

/** A command that can be completed: its summary, and its code. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** What the user does with the script: a command for a file that the shell reads. */
const uses = {
  bash: { summary: 'For Bash: load it in ~/.bashrc', command: 'source <(npx market-data-contracts completion bash)' },
  zsh: {
    summary: 'For zsh: load it in ~/.zshrc, after compinit',
    command: 'source <(npx market-data-contracts completion zsh)',
  },
  fish: {
    summary: 'For fish: load it in ~/.config/fish/config.fish',
    command: 'npx market-data-contracts completion fish | source',
  },
} as const;

/** The command `completion`, which prints a script for a shell. It completes the package's command, `market-data-contracts`. */
export function completionOf(commands: Readonly<Record<string, Entry>>): RunCommand {
  const shells = Object.keys(uses) as (keyof typeof uses)[];
  return defineSubcommands('completion', {
    summary: "Prints a script that completes the package's command, market-data-contracts, in a shell.",
    examples: shells.map((shell) => uses[shell].command),
    subcommands: shells.map((shell) => ({
      name: shell,
      summary: uses[shell].summary,
      run: defineCommand(
        {
          usage: `npx market-data-contracts completion ${shell}`,
          summary: uses[shell].summary,
          options: {},
          examples: [uses[shell].command],
        },
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
      if (name === 'completion') return { name, summary, options: [], words: Object.keys(uses) };
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
