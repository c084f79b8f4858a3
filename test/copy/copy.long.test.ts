import { useBroker } from '../support/use-broker.ts';
import { copyHistory } from './copy-history.ts';

const source = useBroker({ perTest: true });
const target = useBroker({ perTest: true });

test.each([1, 6])('a copy of a broker answers can-i-deploy as the source does (seed %s)', (seed) =>
  copyHistory(source, target, seed),
);
