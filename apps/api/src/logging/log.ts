import { pino } from 'pino';

/** The process's log. Its level is set from the configuration at start. */
export const log = pino({ name: 'api', level: 'info', redact: ['req.headers.authorization', 'req.headers.cookie'] });
