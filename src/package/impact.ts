/** `market-data-contracts/impact`: which consumer relies on which field, according to pacts. */
export {
  type ConsumerVersion,
  type FieldQuery,
  fieldNameOf,
  listReliances,
  type PactInForce,
  type Reliance,
} from '../impact/reliance.ts';
