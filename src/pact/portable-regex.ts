import { refuse } from './refusal.ts';

const anything = '[\\s\\S]';
const sets: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: '\\t\\n\\x0B\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
};
const anyButLineEnd = '[^\\n\\r\u2028\u2029]';
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };
const mostRepeats = 1000;

const escaped = '\\\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[\\s\\S])';
const character = `${escaped.replace('[\\s\\S]', '[^dDwWsS]')}|[^\\\\]`;
const token = new RegExp(
  `${escaped}|\\[(?:\\\\[\\s\\S]|[^\\]\\\\])*\\]|\\(\\?<[\\w$]+>|\\(\\?:|\\(\\?|\\{\\d+(?:,\\d*)?\\}\\??|[*+?]\\??|[\\s\\S]`,
  'g',
);
const classItem = new RegExp(`(${character})-(${character})|${character}|\\\\[dDwWsS]`, 'g');

/**
 * JavaScript's regular expression in words that mean the same to every Pact verifier. The one of pact-js (Oniguruma) takes a pattern
 * for the whole string, ^ and $ for the ends of a line, \d for any script's digits and {2}? for "twice or not at all"; others (Rust's
 * regex crate) know neither look-around nor back-references. Characters count as code points.
 * @param path where the pattern stands in the message
 * @throws ContractError NOT_EXPRESSIBLE when it has no common form
 */
export function portableRegex(expression: RegExp, path: string): string {
  const no = (what: string) => refuse(path, `${what} in the pattern ${expression}`);
  if (expression.flags) no(`the flag ${expression.flags}`);
  if (/[\ud800-\udfff]/.test(expression.source)) no('a character beyond U+FFFF');
  return wholeString(expression.source.match(token) ?? [], no);
}

/** A pattern that matches exactly this text. */
export function literalPattern(text: string): string {
  return Array.from(text, literal).join('');
}

type Refuse = (what: string) => never;

function wholeString(tokens: readonly string[], no: Refuse): string {
  const [fromStart, toEnd] = [tokens[0] === '^', tokens.at(-1) === '$'];
  const inner = tokens.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined);
  const alternatives = hasAlternatives(inner);
  if (alternatives && (fromStart || toEnd)) no('an anchor that holds for one alternative only');
  const body = inner.map((text) => translate(text, no)).join('');
  return `^${fromStart ? '' : `${anything}*`}${alternatives ? `(?:${body})` : body}${toEnd ? '' : `${anything}*`}$`;
}

function hasAlternatives(tokens: readonly string[]): boolean {
  const depths = tokens.map((text) => (text.startsWith('(') ? 1 : text === ')' ? -1 : 0));
  return tokens.some((text, at) => text === '|' && depths.slice(0, at).reduce<number>((a, b) => a + b, 0) === 0);
}

function translate(text: string, no: Refuse): string {
  if (text === '.') return anyButLineEnd;
  if (text === '|' || text === ')') return text;
  if (text === '(?') return no('a look-around or an inline flag');
  if (text.startsWith('(')) return '(?:';
  if (text === '^' || text === '$') return no('an anchor within');
  if (/^[*+?]|^\{\d/.test(text)) return repeat(text, no);
  if (/^\\[dws]$/.test(text)) return `[${sets[text.charAt(1)]}]`;
  if (/^\\[DWS]$/.test(text)) return `[^${sets[text.charAt(1).toLowerCase()]}]`;
  if (text.length > 1 && text.startsWith('[')) return characterClass(text, no);
  return literal(read(text, no));
}

/** Lazy or greedy is the same for a whole string. */
function repeat(text: string, no: Refuse): string {
  if ((text.match(/\d+/g) ?? []).some((times) => Number(times) > mostRepeats))
    no(`more than ${mostRepeats} repetitions`);
  return text.length > 1 ? text.replace(/\?$/, '') : text;
}

function characterClass(text: string, no: Refuse): string {
  if (/^\[(\^|\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]$/.test(text)) return anything;
  const [, not = '', items = ''] = /^\[(\^?)([\s\S]*)\]$/.exec(text) ?? [];
  if (items === '') return no('an empty character class');
  return `[${not}${[...items.matchAll(classItem)].map((item) => classPart(item, no)).join('')}]`;
}

function classPart([text, from, to]: RegExpExecArray, no: Refuse): string {
  if (from !== undefined && to !== undefined) return `${literal(read(from, no))}-${literal(read(to, no))}`;
  if (/^\\[DWS]$/.test(text)) return no(`${text} within a character class`);
  return sets[/^\\([dws])$/.exec(text)?.[1] ?? ''] ?? literal(read(text, no));
}

/** The character that a token stands for. */
function read(text: string, no: Refuse): string {
  if (!text.startsWith('\\')) return text;
  const code = /^\\[ux]([0-9A-Fa-f]+)$/.exec(text)?.[1];
  const named = code ? String.fromCharCode(Number.parseInt(code, 16)) : (controls[text.charAt(1)] ?? text.charAt(1));
  if (/[\ud800-\udfff]/.test(named)) return no('a character beyond U+FFFF');
  if (/^\\[A-Za-z0-9]$/.test(text) && !(text.charAt(1) in controls)) return no(text);
  return named;
}

function literal(char: string): string {
  if (/[\\.+*?()|[\]{}^$#&\-~]/.test(char)) return `\\${char}`;
  return /\p{Cc}/u.test(char) ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char;
}
