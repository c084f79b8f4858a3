/** `market-data-contracts/pact`: Pact matchers from a zod schema and an example. */
export { ContractError } from '../config/errors.ts';
export { type AnySchema, type Contents, type ContentsOptions, pactContents } from '../pact/contents.ts';
