import { z } from 'zod';
import { absentOr } from '../config/absent-or.ts';
import { ContractError } from '../config/errors.ts';

/** One way in which core breaks the contract before there is a message to compare. */
export interface RefusalDetail {
  /** The name or the field in question: `market_data_core.telemetry.RateAdjustment`, `FeedbackEvent.level`. */
  readonly subject: string;
  /** The value given to core for the field, as JSON; absent if there was none. */
  readonly given?: string;
  /** Core's own error message. */
  readonly reason: string;
}

const refusalCodes = [
  'CORE_NAME_MISSING',
  'CORE_VALUE_REFUSED',
  'MESSAGE_NOT_WRITTEN',
  'INTERACTION_UNHANDLED',
] as const;
type RefusalCode = (typeof refusalCodes)[number];

/** A refusal in a file. */
export const RecordedRefusal = z.strictObject({
  code: z.enum(refusalCodes),
  details: z.array(z.strictObject({ subject: z.string(), given: absentOr(z.string()), reason: z.string() })),
});

/** Core lacks a name that the contract requires, or rejects a value that the contract allows: core breaks the contract. */
export class ProviderRefusalError extends ContractError {
  declare readonly code: RefusalCode;
  readonly details: readonly RefusalDetail[];

  private constructor(code: RefusalCode, subject: string, details: RefusalDetail[]) {
    super(code, subject);
    this.details = details;
  }

  static missingNames(names: readonly string[]): ProviderRefusalError {
    const details = names.map((subject) => ({ subject, reason: 'core has no such name' }));
    return new ProviderRefusalError('CORE_NAME_MISSING', names.join(', '), details);
  }

  /** The provider published nothing for an interaction, or failed. */
  static notWritten(subject: string, reason: string): ProviderRefusalError {
    return new ProviderRefusalError('MESSAGE_NOT_WRITTEN', `${subject}: ${reason}`, [{ subject, reason }]);
  }

  /** The provider cannot be asked: there is no handler for the interaction, or none is possible. */
  static unhandled(description: string, reason: string): ProviderRefusalError {
    return new ProviderRefusalError('INTERACTION_UNHANDLED', `"${description}": ${reason}`, [
      { subject: description, reason },
    ]);
  }

  static refusedValues(details: RefusalDetail[]): ProviderRefusalError {
    const texts = details.map(({ subject, given = 'nothing', reason }) => `${subject} given ${given}: ${reason}`);
    return new ProviderRefusalError('CORE_VALUE_REFUSED', texts.join('; '), details);
  }

  /** The refusal that was recorded with this code and these details. */
  static recorded(code: RefusalCode, details: readonly RefusalDetail[]): ProviderRefusalError {
    const text = ({ subject, given, reason }: RefusalDetail) => `${subject} given ${given ?? 'nothing'}: ${reason}`;
    const subjects = code === 'CORE_NAME_MISSING' ? details.map(({ subject }) => subject) : details.map(text);
    return new ProviderRefusalError(code, subjects.join('; '), [...details]);
  }
}
