/** Checks the options of `impact`: what each one accepts, and which can be combined. */
import { ContractError } from '../../config/errors.ts';
import { type SelectorJson, selectorsInForce } from '../../impact/pacts-in-force.ts';
import type { FieldQuery } from '../../impact/reliance.ts';
import { parseRulePath } from '../../impact/rule-path.ts';
import { shellQuote } from '../../text/command.ts';

/** The options that select what is listed or compared. */
export interface ImpactOptions {
  readonly field: string | undefined;
  readonly name: string | undefined;
  readonly path: string | undefined;
  readonly schema: string | undefined;
  readonly message: string | undefined;
  readonly interaction: readonly string[] | undefined;
  readonly core: string | undefined;
  readonly coreRef: string | undefined;
  readonly answers: string | undefined;
  readonly bodiesOnly: boolean;
}

type Option = keyof ImpactOptions;

/** These request a comparison with core's schemas. */
const CORE_OPTIONS: readonly Option[] = ['core', 'coreRef', 'answers'];
/** These limit a comparison. */
const SCOPE_OPTIONS: readonly Option[] = ['message', 'interaction', 'bodiesOnly'];
const FIELD_OPTIONS: readonly Option[] = ['field', 'path'];

export function isCoreRequested(values: ImpactOptions): boolean {
  return givenOf(values, CORE_OPTIONS).length > 0;
}

/** @throws ContractError USAGE for options that cannot be combined, or would have no effect */
export function assertCombinable(values: ImpactOptions): void {
  const { schema, core, answers } = values;
  const fields = givenOf(values, FIELD_OPTIONS);
  const scopes = givenOf(values, SCOPE_OPTIONS);
  const isComparison = schema !== undefined || isCoreRequested(values);
  if (schema !== undefined && isCoreRequested(values))
    throw new ContractError('USAGE', '--schema cannot be combined with --core, --core-ref or --answers');
  if (core !== undefined && core !== 'python')
    throw new ContractError('USAGE', `the only value of --core is python, not ${core}`);
  if (core !== undefined && answers !== undefined)
    throw new ContractError('USAGE', '--answers cannot be combined with --core');
  if (isComparison && fields.length > 0)
    throw new ContractError(
      'USAGE',
      `${listed(fields)} cannot be combined with --schema, --core, --core-ref or --answers`,
    );
  if (!isComparison && scopes.length > 0)
    throw new ContractError(
      'USAGE',
      `${listed(scopes)} ${scopes.length > 1 ? 'require' : 'requires'} --schema, --core, --core-ref or --answers`,
    );
}

const PYTHON_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;
/** Consumers call a class by its own name: the parameters of `Bar.__init__` are those of `Bar`. */
const CONSTRUCTOR = /\.__(?:init|new)__(?=\.|$)/g;

/**
 * The name in the provider's Python API that --name or --field queries, if any. In --field, `package.Name` (with a lower-case
 * first letter) is a Python name, and `Message.field` (with a capital) is a field of a message.
 * @throws ContractError USAGE
 */
export function parseName(values: ImpactOptions): string | undefined {
  const name = values.name ?? (isPythonName(values.field) ? values.field : undefined);
  if (name === undefined) return undefined;
  const option: Option = values.name === undefined ? 'field' : 'name';
  const all: readonly Option[] = [...FIELD_OPTIONS, 'schema', ...CORE_OPTIONS, ...SCOPE_OPTIONS];
  const others = givenOf(
    values,
    all.filter((other) => other !== option),
  );
  if (others.length > 0)
    throw new ContractError(
      'USAGE',
      `${option === 'name' ? '--name' : '--field with a Python name'} cannot be combined with ${listed(others)}`,
    );
  if (!PYTHON_NAME.test(name)) throw new ContractError('USAGE', `--${option} is not a Python name: ${name}`);
  return name.normalize('NFKC').replaceAll(CONSTRUCTOR, '');
}

function isPythonName(field: string | undefined): field is string {
  return field !== undefined && /^[\p{Ll}_][\p{ID_Continue}]*\./u.test(field);
}

/** The options that are given, as on the command line. */
function givenOf(values: ImpactOptions, options: readonly Option[]): string[] {
  const given = options.filter((option) => values[option] !== undefined && values[option] !== false);
  return given.map((option) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

const listed = (options: readonly string[]): string => options.join(', ').replace(/, (?=[^,]*$)/, ' and ');

/** @throws ContractError USAGE */
export function parseQuery({ field, path }: ImpactOptions): FieldQuery {
  if (path?.startsWith('$') && !parseRulePath(path))
    throw new ContractError('USAGE', `--path is invalid: ${path}; write it like $.items[*].price`);
  if (!field) return { path };
  if (path) throw new ContractError('USAGE', 'give either --field or --path');
  const [, message, below = ''] = /^([A-Z]\w*)((?:[.[].+)?)$/.exec(field) ?? [];
  if (!message || !parseRulePath(`$${below}`))
    throw new ContractError(
      'USAGE',
      `--field is invalid: ${field}; write it like FeedbackEvent.queue_size${field.startsWith('$') ? ` (a path of any message: --path ${shellQuote(field)})` : ''}`,
    );
  return { message, path: below ? `$${below}` : undefined };
}

/** @throws ContractError USAGE */
export function parseSelectors(selectors: readonly string[] = []): readonly SelectorJson[] {
  return selectors.length > 0 ? selectors.map(parseSelector) : selectorsInForce;
}

function parseSelector(text: string): SelectorJson {
  const error = new ContractError('USAGE', `--selector is not a JSON object: ${text}`);
  try {
    const json = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    throw error;
  }
  throw error;
}
