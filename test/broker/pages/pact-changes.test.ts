import { annotatePact } from '../../../src/broker/pages/pact/annotated-pact.ts';
import { comparePacts } from '../../../src/broker/pages/pact/pact-changes.ts';
import { pactWithUsage } from '../../../src/pact/usage-part.ts';
import { usagePart } from '../../../src/usage/pact.ts';
import { smallContract, smallUse } from '../../usage/small-usage.ts';

const annotate = (...given: object[]) =>
  annotatePact(
    pactWithUsage('osprey', 'prov', usagePart({ ...smallContract, uses: given.map((one) => smallUse(one)) })),
    [],
  );
const call = (...keywords: string[]) => ({ module: 'prov', name: 'Bar', calls: [{ keywords }] });

describe('the changes of usage interactions', () => {
  test('another call of the same name is a change of this name', async () => {
    const changes = await comparePacts(await annotate(call('a')), await annotate(call('a', 'b')));
    expect(changes).toEqual([
      {
        description: 'uses prov.Bar',
        kind: 'changed',
        fields: [],
        uses: { added: ['calls Bar(a, b)'], removed: ['calls Bar(a)'] },
      },
    ]);
  });

  test('a use that has become optional is a change', async () => {
    const member = (required: boolean) => ({
      module: 'prov',
      name: 'Bar',
      members: [{ name: 'x', on: 'instance', required }],
    });
    const [change] = await comparePacts(await annotate(member(true)), await annotate(member(false)));
    expect(change?.uses).toEqual({ added: ['reads Bar.x, optional'], removed: ['reads Bar.x'] });
  });

  test('the same uses are no change, and other names are added and removed', async () => {
    const baz = { module: 'prov', name: 'Baz' };
    const changes = await comparePacts(
      await annotate(call('a'), baz),
      await annotate(call('a'), { ...baz, name: 'Qux' }),
    );
    expect(changes.map(({ kind, description }) => [kind, description])).toEqual([
      ['added', 'uses prov.Qux'],
      ['removed', 'uses prov.Baz'],
    ]);
  });
});
