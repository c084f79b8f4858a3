/**
 * A JavaScript pattern in a form that means the same to every Pact verifier. The verifier of pact-js (Oniguruma) matches a pattern against
 * the whole string, treats ^ and $ as the ends of a line, \d as the digits of any script and {2}? as "twice or not at all"; other
 * verifiers (Rust's regex crate) support neither look-around nor back-references. So the pattern is parsed, and each node is rewritten
 * with the constructs that all of them share; a node without such a form is an error.
 */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { throwNotExpressible } from './message-part.ts';

const ANY_CHARACTER = '[\\s\\S]';
const ANY_BUT_LINE_END = '[^\\n\\r\u2028\u2029]';
const SETS: Readonly<Record<'digit' | 'word' | 'space', string>> = {
  digit: '0-9',
  word: 'A-Za-z0-9_',
  space: '\\t\\n\\x0B\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
};
const MAX_REPETITIONS = 1000;

type Refuse = (what: string) => never;

/**
 * @param path the location of the pattern in the message
 * @throws ContractError NOT_EXPRESSIBLE when it has no common form
 */
export function portableRegex(expression: RegExp, path: string): string {
  const refuse = (what: string) => throwNotExpressible(path, `${what} in the pattern ${expression}`);
  if (expression.flags) refuse(`the flag ${expression.flags}`);
  if (/[\ud800-\udfff]/.test(expression.source)) refuse('a character beyond U+FFFF');
  return unanchor(new RegExpParser().parsePattern(expression.source).alternatives, refuse);
}

/** A pattern that matches exactly this text. */
export function literalPattern(text: string): string {
  return Array.from(text, escapeCharacter).join('');
}

function unanchor(alternatives: readonly AST.Alternative[], refuse: Refuse): string {
  const first = alternatives[0]?.elements[0];
  const last = alternatives.at(-1)?.elements.at(-1);
  const fromStart = isAnchor(first, 'start');
  const toEnd = isAnchor(last, 'end');
  if (alternatives.length > 1 && (fromStart || toEnd)) refuse('an anchor that holds for one alternative only');
  const anchors: readonly AST.Node[] = [...(fromStart && first ? [first] : []), ...(toEnd && last ? [last] : [])];
  const body = alternatives
    .map(({ elements }) => elements.filter((element) => !anchors.includes(element)))
    .map((elements) => elements.map((element) => translateNode(element, refuse)).join(''))
    .join('|');
  const inner = alternatives.length > 1 ? `(?:${body})` : body;
  return `^${fromStart ? '' : `${ANY_CHARACTER}*`}${inner}${toEnd ? '' : `${ANY_CHARACTER}*`}$`;
}

function isAnchor(node: AST.Node | undefined, kind: 'start' | 'end'): boolean {
  return node?.type === 'Assertion' && node.kind === kind;
}

function translateNode(node: AST.Element, refuse: Refuse): string {
  switch (node.type) {
    case 'Assertion':
      return refuseAssertion(node, refuse);
    case 'Group':
      if (node.modifiers) return refuse('a look-around or an inline flag');
      return translateGroup(node.alternatives, refuse);
    case 'CapturingGroup':
      return translateGroup(node.alternatives, refuse);
    case 'Quantifier':
      return translateNode(node.element, refuse) + translateQuantifier(node, refuse);
    case 'CharacterSet':
      return characterSet(node, refuse);
    case 'CharacterClass':
      return characterClass(node, refuse);
    case 'Character':
      return escapeCharacter(characterOf(node, refuse));
    case 'Backreference':
      return refuse(/^\\(?:k|\d)/.exec(node.raw)?.[0] ?? node.raw);
    default:
      return refuse(node.raw);
  }
}

function refuseAssertion(node: AST.Assertion, refuse: Refuse): never {
  if (node.kind === 'start' || node.kind === 'end') return refuse('an anchor within');
  return refuse(node.kind === 'word' ? node.raw : 'a look-around or an inline flag');
}

function translateGroup(alternatives: readonly AST.Alternative[], refuse: Refuse): string {
  const texts = alternatives.map(({ elements }) => elements.map((element) => translateNode(element, refuse)).join(''));
  return `(?:${texts.join('|')})`;
}

/** Lazy or greedy makes no difference for a whole string. */
function translateQuantifier({ min, max, raw, element }: AST.Quantifier, refuse: Refuse): string {
  if (min > MAX_REPETITIONS || (max !== Number.POSITIVE_INFINITY && max > MAX_REPETITIONS))
    refuse(`more than ${MAX_REPETITIONS} repetitions`);
  const text = raw.slice(element.raw.length);
  return text.length > 1 ? text.replace(/\?$/, '') : text;
}

function characterSet(node: AST.CharacterSet, refuse: Refuse): string {
  if (node.kind === 'any') return ANY_BUT_LINE_END;
  if (node.kind === 'property') return refuse(node.raw);
  return `[${node.negate ? '^' : ''}${SETS[node.kind]}]`;
}

function characterClass(node: AST.CharacterClass, refuse: Refuse): string {
  if (matchesEverything(node)) return ANY_CHARACTER;
  if (node.elements.length === 0) return refuse('an empty character class');
  return `[${node.negate ? '^' : ''}${node.elements.map((element) => classElement(element, refuse)).join('')}]`;
}

/** `[^]`, or a set and its opposite, such as `[\s\S]`. */
function matchesEverything({ negate, elements }: AST.CharacterClass): boolean {
  if (negate) return elements.length === 0;
  return (
    elements.length === 2 && /^\\([dsw])\\([dsw])$/i.test(joinRaw(elements)) && isComplementaryPair(joinRaw(elements))
  );
}

const joinRaw = (elements: readonly AST.Node[]): string => elements.map(({ raw }) => raw).join('');

function isComplementaryPair(text: string): boolean {
  const one = text.charAt(1);
  const other = text.charAt(3);
  return one !== other && one.toLowerCase() === other.toLowerCase();
}

function classElement(node: AST.CharacterClassElement, refuse: Refuse): string {
  switch (node.type) {
    case 'Character':
      return escapeCharacter(characterOf(node, refuse));
    case 'CharacterClassRange':
      return `${escapeCharacter(characterOf(node.min, refuse))}-${escapeCharacter(characterOf(node.max, refuse))}`;
    case 'CharacterSet':
      if (node.kind === 'property' || node.negate) return refuse(`${node.raw} within a character class`);
      return SETS[node.kind];
    default:
      return refuse(`${node.raw} within a character class`);
  }
}

function characterOf({ raw, value }: AST.Character, refuse: Refuse): string {
  if (value >= 0xd800 && value <= 0xdfff) return refuse('a character beyond U+FFFF');
  if (/^\\[A-Za-z0-9]/.test(raw) && !/^\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[tnrfv])$/.test(raw))
    return refuse(raw.slice(0, 2));
  return String.fromCodePoint(value);
}

function escapeCharacter(char: string): string {
  if (/[\\.+*?()|[\]{}^$#&\-~]/.test(char)) return `\\${char}`;
  return /\p{Cc}/u.test(char) ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char;
}
