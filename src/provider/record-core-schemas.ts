import { ContractError } from '../config/errors.ts';
import { apiCheckNames } from '../contracts/api-checks.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import type { CoreSchemas, Refused } from './core-schemas.ts';
import type { CoreDescription, MessageSource } from './message-source.ts';
import { ProviderRefusalError } from './refusal.ts';

/** The part of core that a comparison with the pacts needs. */
export interface ComparableCore {
  readonly source: Pick<MessageSource, 'name' | 'check' | 'schemas'>;
  readonly description: Pick<CoreDescription, 'messages' | 'states'>;
}

/**
 * Asks core for all of it.
 * @throws ContractError with exit code 2 if core does not respond
 */
export async function recordCoreSchemas({ source, description }: ComparableCore): Promise<CoreSchemas> {
  const classes: CoreSchemas['classes'] = {};
  for (const name of Object.keys(messages) as MessageName[]) classes[name] = await recordClass(source, name);
  const checks: CoreSchemas['checks'] = {};
  for (const name of apiCheckNames) checks[name] = await source.check(name).then((text) => ({ text }), recordRefusal);
  return { messages: [...description.messages], states: [...description.states], classes, checks };
}

/** The recorded core. None of its code runs. */
export function recordedCore({ classes, checks, ...description }: CoreSchemas): ComparableCore {
  return {
    description,
    source: {
      name: 'python',
      schemas: async (name) => {
        const recorded = notRefused(memberOf(classes, name));
        if ('missing' in recorded) throw new ContractError('CORE_SCHEMA_MISSING', recorded.missing);
        return recorded;
      },
      check: async (name) => notRefused(memberOf(checks, name)).text,
    },
  };
}

async function recordClass(
  source: ComparableCore['source'],
  name: MessageName,
): Promise<CoreSchemas['classes'][string]> {
  if (!source.schemas) return { missing: `${name}: the ${source.name} source does not provide schemas` };
  try {
    const { writes, takes, uncertainties } = await source.schemas(name);
    return { writes, takes, uncertainties: [...uncertainties] };
  } catch (error) {
    if (error instanceof ContractError && error.code === 'CORE_SCHEMA_MISSING') return { missing: error.subject };
    return recordRefusal(error);
  }
}

function recordRefusal(error: unknown): Refused {
  if (!(error instanceof ProviderRefusalError)) throw error;
  return { refusal: { code: error.code, details: [...error.details] } };
}

function notRefused<T extends object>(recorded: T | Refused): Exclude<T, Refused> {
  if (!('refusal' in recorded)) return recorded as Exclude<T, Refused>;
  throw ProviderRefusalError.recorded(recorded.refusal.code, recorded.refusal.details);
}

/** Files of answers are written beside foreign code: a name may be missing. */
function memberOf<T>(members: Readonly<Record<string, T>>, name: string): T {
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  if (member === undefined) throw new ContractError('CORE_SCHEMA_MISSING', `${name} is not in the file of answers`);
  return member;
}
