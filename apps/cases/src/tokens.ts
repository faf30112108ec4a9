/** Injection tokens of values that are not classes. */
export const POSTGRES = Symbol('postgres');
export const CLICKHOUSE = Symbol('clickhouse');
export const LOGGER = Symbol('logger');
