import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** `github`, `inputs`, `secrets`, …: what expressions may speak of, as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job stands, for success(), failure(), always() and cancelled(). */
export type Standing = 'success' | 'failure';

/** What an expression comes to, by GitHub's own lexer, parser and evaluator. */
export function evaluate(expression: string, contexts: Contexts, standing: Standing = 'success'): unknown {
  const functions = Object.entries({
    success: standing === 'success',
    failure: standing === 'failure',
    always: true,
    cancelled: false,
  }).map(([name, value]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const result = new Evaluator(tree, context, new Map(functions.map((one) => [one.name, one]))).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer));
}

/** The text with every `${{ }}` in it replaced by what it comes to. */
export function fill(text: unknown, contexts: Contexts): string {
  return String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
    String(evaluate(expression.trim(), contexts) ?? ''),
  );
}

/** A value of a workflow: an expression alone stays what it comes to, other texts are filled in. */
export function resolve(value: unknown, contexts: Contexts): unknown {
  const alone = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(String(value));
  return alone ? evaluate(alone[1]?.trim() ?? '', contexts) : typeof value === 'string' ? fill(value, contexts) : value;
}

/** Whether an `if` holds; without a status function it also wants success, as GitHub does. */
export function holds(condition: string | boolean | undefined, contexts: Contexts, standing: Standing): boolean {
  const text = String(condition ?? 'success()')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1')
    .trim();
  const asks = /\b(success|failure|always|cancelled)\(\)/.test(text);
  return Boolean(evaluate(asks ? text : `success() && (${text})`, contexts, standing));
}
