import { z } from 'zod';
import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';

const side = z.object({ name: z.string(), version: z.object({ number: z.string() }).nullish() });
const Matrix = z.object({
  matrix: z.array(
    z.object({
      consumer: side,
      provider: side,
      verificationResult: z
        .object({ success: z.boolean(), _links: z.object({ self: z.object({ href: z.string() }) }) })
        .nullish(),
    }),
  ),
});

/** A row of a broker's matrix: two versions, and the result that they have. */
export type MatrixRow = z.infer<typeof Matrix>['matrix'][number];

/** The rows of the broker's matrix at this path. @throws ContractError BROKER_NOT_HAL */
export async function findMatrixRows(broker: BrokerClient, path: string): Promise<MatrixRow[]> {
  const parsed = Matrix.safeParse(await broker.getCurrent(path));
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', path, { cause: parsed.error });
  return parsed.data.matrix;
}
