export { compileCalendar } from './compile/compile-calendar.ts';
export { compilePolicy } from './compile/compile-policy.ts';
export { resolveOnCall, type OnCallDuty } from './compile/resolve-on-call.ts';
