import { shellQuote } from '../../text/command.ts';

/** A command with what may follow it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly { readonly name: string; readonly description: string; readonly takesValue: boolean }[];
  /** Words that may follow it, such as the names of subcommands. */
  readonly words: readonly string[];
}

const PROGRAM = 'market-data-contracts';

/** The scripts by shell. After a word that is not a command or an option, file names are completed. */
export const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/**
 * The case is a digit and a word: `1can-i-deploy` after the command can-i-deploy, `0…` for the command itself. The words are taken from the line, because bash also splits at the colon of `pact:publish`. For the same reason it replaces only what
 * follows the last colon: the part before is cut from each reply.
 */
function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const replies = [...words, ...options.map((option) => `--${option.name}`)].join(' ');
    return `    ${name}) replies=${shellQuote(replies)} ;;`;
  });
  return `_market_data_contracts() {
  local line="\${COMP_LINE:0:COMP_POINT}" words word replies prefix
  read -ra words <<< "$line"
  [[ "$line" == *[[:space:]] ]] && words+=('')
  word="\${words[\${#words[@]}-1]}"
  case "$(( \${#words[@]} > 2 ))\${words[1]}" in
${cases.map((one) => one.replace(/^ {4}/, '    1')).join('\n')}
    0*) replies='${commands.map(({ name }) => name).join(' ')}' ;;
  esac
  COMPREPLY=($(compgen -W "$replies" -- "$word"))
  if [[ "$word" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
    prefix="\${word%"\${word##*:}"}"
    COMPREPLY=("\${COMPREPLY[@]#"$prefix"}")
  fi
}
complete -o default -F _market_data_contracts ${PROGRAM}`;
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const described = (name: string, text: string) => shellQuote(`${name.replaceAll(':', '\\:')}:${text}`);
  const cases = commands.map(({ name, options, words }) => {
    const replies = [
      ...words.map((word) => described(word, '')),
      ...options.map((one) => described(`--${one.name}`, one.description)),
    ];
    return `    ${name}) replies=(${replies.join(' ')}) ;;`;
  });
  return `_market_data_contracts() {
  local -a replies
  if (( CURRENT == 2 )); then
    replies=(${commands.map(({ name, summary }) => described(name, summary)).join(' ')})
  else case "$words[2]" in
${cases.join('\n')}
  esac; fi
  _describe -o '${PROGRAM}' replies || _files
}
compdef _market_data_contracts ${PROGRAM}`;
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const start = `complete -c ${PROGRAM}`;
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const after = `${start} -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `${start} -f -n __fish_use_subcommand -a ${shellQuote(name)} -d ${shellQuote(summary)}`,
      ...words.map((word) => `${after} -f -a ${shellQuote(word)}`),
      ...options.map(
        (one) => `${after}${one.takesValue ? ' -r' : ''} -l ${one.name} -d ${shellQuote(one.description)}`,
      ),
    ];
  });
  return lines.join('\n');
}
