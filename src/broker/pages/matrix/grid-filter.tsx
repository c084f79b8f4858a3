import type { Criteria } from '../../../matrix/selector.ts';
import type { BrokerContext } from '../../context.ts';
import type { PageContext } from '../page.ts';

/** The selectors of the command line. An ellipsis means that the selector needs a value. */
const selectorKinds = [
  ['', 'any version'],
  ['latest', 'latest'],
  ['mainBranch', 'main branch'],
  ['branch', 'branch …'],
  ['tag', 'tag …'],
  ['environment', 'environment …'],
  ['version', 'version …'],
] as const;

type Role = 'consumer' | 'provider';

/** The criteria for one side from the query string: `?consumer-by=branch&consumer-is=main`. */
export function parseCriteria(c: BrokerContext, role: Role): Criteria {
  const { kind, value } = parseFilter(c, role);
  switch (kind) {
    case 'latest':
    case 'mainBranch':
      return { [kind]: true };
    case 'branch':
    case 'tag':
    case 'environment':
    case 'version':
      return value === '' ? {} : { [kind]: value };
    default:
      return {};
  }
}

function parseFilter(c: BrokerContext, role: Role): { readonly kind: string; readonly value: string } {
  return { kind: c.req.query(`${role}-by`) ?? '', value: (c.req.query(`${role}-is`) ?? '').trim() };
}

const kindsWithName = ['branch', 'tag', 'environment', 'version'];

/** Why a part of the filter has no effect; undefined if all of it has. */
function problemOf({ kind, value }: ReturnType<typeof parseFilter>): string | undefined {
  if (!selectorKinds.some(([known]) => known === kind)) return `There is no selector "${kind}"`;
  if (kindsWithName.includes(kind)) return value === '' ? `The selector "${kind}" needs a name` : undefined;
  return value === '' ? undefined : `The name "${value}" needs a selector such as "branch"`;
}

/** Reports which part of the filter has no effect, so that unfiltered versions are not mistaken for selected ones. */
function FilterProblems({ context: { c } }: { context: PageContext }) {
  return (
    <>
      {(['consumer', 'provider'] as const).map((role) => {
        const problem = problemOf(parseFilter(c, role));
        return (
          problem && (
            <p role="alert" class="problem">{`${problem}: this part of the filter of the ${role} has no effect.`}</p>
          )
        );
      })}
    </>
  );
}

/** A form that selects the versions of both sides. */
export function GridFilter({ context }: { context: PageContext }) {
  const { c } = context;
  return (
    <search>
      <form method="get" class="filter">
        {(['consumer', 'provider'] as const).map((role) => {
          const selected = parseFilter(c, role);
          return (
            <fieldset>
              <legend>{role === 'consumer' ? 'Consumer' : 'Provider'}</legend>
              <select name={`${role}-by`} aria-label={`Selector for the ${role}`}>
                {selectorKinds.map(([kind, label]) => (
                  <option value={kind} selected={kind === selected.kind}>
                    {label}
                  </option>
                ))}
              </select>{' '}
              <input
                name={`${role}-is`}
                value={selected.value}
                aria-label={`Name of the ${role}'s branch, tag, environment or version`}
              />
            </fieldset>
          );
        })}
        <button type="submit">Show</button>
      </form>
      <FilterProblems context={context} />
    </search>
  );
}
