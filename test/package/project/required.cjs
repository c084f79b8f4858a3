const { fromSchemaToGate } = require('./steps.cjs');

const names = ['broker', 'pact', 'gate', 'impact', 'verification'];
const exported = Object.assign({}, ...names.map((name) => require(`market-data-contracts/${name}`)));

module.exports = () => fromSchemaToGate(require('zod').z, exported);
