import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The contexts of expressions (`github`, `inputs`, `secrets`, …) as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The status of the job for success(), failure(), always() and cancelled(). */
export type JobStatus = 'success' | 'failure';

/** The value of an expression, by GitHub's own lexer, parser and evaluator. */
export function evaluate(expression: string, contexts: Contexts, standing: JobStatus = 'success'): unknown {
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

/** The text with every `${{ }}` replaced by its value. */
export function fill(text: unknown, contexts: Contexts): string {
  return String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
    String(evaluate(expression.trim(), contexts) ?? ''),
  );
}

/** The value of a field: a single expression keeps its type; in other texts the expressions are replaced. */
export function resolve(value: unknown, contexts: Contexts): unknown {
  const alone = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(String(value));
  return alone ? evaluate(alone[1]?.trim() ?? '', contexts) : typeof value === 'string' ? fill(value, contexts) : value;
}

/** Whether an `if` is true; without a status function it also requires success, as on GitHub. */
export function holds(condition: string | boolean | undefined, contexts: Contexts, standing: JobStatus): boolean {
  const text = String(condition ?? 'success()')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1')
    .trim();
  const asks = /\b(success|failure|always|cancelled)\(\)/.test(text);
  return Boolean(evaluate(asks ? text : `success() && (${text})`, contexts, standing));
}
