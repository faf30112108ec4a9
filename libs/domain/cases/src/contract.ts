export { contractSchema, type CalendarDefinition, type Contract, type ContractInput, type ContractPerson, type OnCallSchedule, type SlaContract } from './contract/contract-schema.ts';
export { parseContract, parseSlaContract } from './contract/parse-contract.ts';
