import { ContractError } from '../../config/errors.ts';
import { provider } from '../../contracts/interactions.ts';
import { type AnswersFile, readAnswers } from '../../verification/answers-file.ts';
import { assertAnswersOf, type ExpectedProvider } from '../../verification/recorded-provider.ts';

/** The schemas of a version of core, from a file of answers. */
export interface RecordedSchemas {
  readonly version: string;
  readonly schemas: NonNullable<AnswersFile['schemas']>;
}

/**
 * Reads core's schemas from a file of answers. Any version is right unless one is expected.
 * @throws ContractError ANSWERS_UNREADABLE, ANSWERS_OF_ANOTHER_PROVIDER, SCHEMAS_MISSING
 */
export function readRecordedSchemas(path: string, expected: ExpectedProvider = anyCore): RecordedSchemas {
  const { provider, schemas } = readAnswers(path);
  assertAnswersOf(expected, provider);
  if (!schemas) throw new ContractError('SCHEMAS_MISSING', path);
  return { version: provider.version, schemas };
}

const anyCore: ExpectedProvider = { name: provider, described: provider, isVersion: () => true };
