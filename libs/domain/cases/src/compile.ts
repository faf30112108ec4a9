export { compileCalendar } from './compile/compile-calendar.ts';
export { compilePolicy } from './compile/compile-policy.ts';
export { computeClocks, type ClockReport } from './compile/compute-clocks.ts';
export { instantOf, readLedgerFile, type LedgerFileRow } from './compile/ledger-file.ts';
export { resolveOnCall, type OnCallDuty } from './compile/resolve-on-call.ts';
