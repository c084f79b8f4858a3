import { ContractError } from './errors.ts';

const ALLOWED_REF = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,254}$/;

/** @throws ContractError REF_INVALID if git, pip or a URL could interpret the text as something other than a ref */
export function checkGitRef(ref: string): void {
  if (!ALLOWED_REF.test(ref) || ref.includes('..')) throw new ContractError('REF_INVALID', JSON.stringify(ref));
}
