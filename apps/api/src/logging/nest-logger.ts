import type { LoggerService } from '@nestjs/common';
import { log } from './log.ts';

/** Nest's own messages in the process's log; its chatter at boot only at debug. */
export class NestLogger implements LoggerService {
  log(message: unknown): void {
    log.debug({ nest: String(message) });
  }
  error(message: unknown, ...rest: unknown[]): void {
    log.error({ err: message instanceof Error ? message : undefined, nest: String(message), rest });
  }
  warn(message: unknown): void {
    log.warn({ nest: String(message) });
  }
  debug(message: unknown): void {
    log.trace({ nest: String(message) });
  }
}
