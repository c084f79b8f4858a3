#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { CommandName } from '../text/command.ts';
import { commands } from './support/commands.ts';

/** `market-data-contracts <command> …`: each command is the script that npm runs under a name of its own. */
const [name = '--help', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name as CommandName] : undefined;

if (command) {
  process.argv = [process.argv[0] ?? '', process.argv[1] ?? '', ...(command.args ?? []), ...rest];
  await command.run();
} else if (name === '--version') {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  console.log(version);
} else {
  const rows = Object.entries(commands).map(([one, { does }]) => `  ${one.padEnd(20)}${does}`);
  const help = ['market-data-contracts <command> [options]', '', 'Commands:', ...rows, '', 'Each knows --help.'].join(
    '\n',
  );
  if (name === '--help') console.log(help);
  else console.error(`error USAGE: there is no command ${name}\n\n${help}`);
  process.exitCode = name === '--help' ? 0 : 2;
}
