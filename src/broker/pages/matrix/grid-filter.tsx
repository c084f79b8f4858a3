import type { Criteria } from '../../../matrix/selector.ts';
import type { BrokerContext } from '../../context.ts';
import type { PageContext } from '../page.ts';

/** The selectors of the command line, by what they need to be told. */
const kinds = [
  ['', 'any version'],
  ['latest', 'latest'],
  ['mainBranch', 'main branch'],
  ['branch', 'branch …'],
  ['tag', 'tag …'],
  ['environment', 'environment …'],
  ['version', 'version …'],
] as const;

type Role = 'consumer' | 'provider';

/** What a browser asks for of one side: `?consumer-by=branch&consumer-is=main`. */
export function criteriaFor(c: BrokerContext, role: Role): Criteria {
  const [kind, value] = askedFor(c, role);
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

function askedFor(c: BrokerContext, role: Role): [kind: string, value: string] {
  return [c.req.query(`${role}-by`) ?? '', (c.req.query(`${role}-is`) ?? '').trim()];
}

/** A filter for both sides. */
export function GridFilter({ context: { c } }: { context: PageContext }) {
  return (
    <search>
      <form method="get" class="filter">
        {(['consumer', 'provider'] as const).map((role) => {
          const [asked, value] = askedFor(c, role);
          return (
            <fieldset>
              <legend>{role === 'consumer' ? 'Consumer' : 'Provider'}</legend>
              <select name={`${role}-by`} aria-label={`Which versions of the ${role}`}>
                {kinds.map(([kind, words]) => (
                  <option value={kind} selected={kind === asked}>
                    {words}
                  </option>
                ))}
              </select>{' '}
              <input
                name={`${role}-is`}
                value={value}
                aria-label={`Name of the ${role}'s branch, tag, environment or version`}
              />
            </fieldset>
          );
        })}
        <button type="submit">Show</button>
      </form>
    </search>
  );
}
