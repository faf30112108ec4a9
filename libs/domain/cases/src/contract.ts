export { contractSchema, type CalendarDefinition, type Contract, type ContractInput, type ContractPerson, type OnCallSchedule } from './contract/contract-schema.ts';
export { parseContract } from './contract/parse-contract.ts';
