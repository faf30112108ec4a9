import { DefaultLogger, NativeConnection, Runtime, Worker, type LogLevel } from '@temporalio/worker';
import { CASE_TASK_QUEUE } from '@watchfloor/workflow-cases/messages';
import type { TemporalConfig } from './config.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** About 0.3 MB of heap each (TEMPORAL.md §5): 500 cases take some 150 MB. */
const CACHED_WORKFLOWS = 500;

export interface WorkerHostOptions {
  readonly temporal: TemporalConfig;
  /** Path of the bundle that `tools/build/bundle-workflows.ts` made. */
  readonly workflowBundle: string;
  readonly activities: object;
  readonly taskQueue?: string;
  /** A worker that dies takes the process with it, so that its supervisor starts it again. */
  readonly onFatal: (error: Error) => void;
}

/** A Temporal worker with the life cycle of a Nest provider: starts with the application, drains before it stops. */
export class WorkerHost {
  readonly #options: WorkerHostOptions;
  #worker: Worker | undefined;
  #connection: NativeConnection | undefined;
  #running: Promise<void> | undefined;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
  }

  /** True while tasks are taken. */
  ready(): boolean {
    return this.#worker?.getState() === 'RUNNING';
  }

  async onApplicationBootstrap(): Promise<void> {
    const { temporal, workflowBundle, activities, taskQueue, onFatal } = this.#options;
    this.#connection = await NativeConnection.connect({ address: temporal.WF_TEMPORAL_ADDRESS });
    this.#worker = await Worker.create({
      connection: this.#connection,
      namespace: temporal.WF_TEMPORAL_NAMESPACE,
      taskQueue: taskQueue ?? CASE_TASK_QUEUE,
      workflowBundle: { codePath: workflowBundle },
      activities,
      dataConverter: { payloadCodecs: [createPayloadCodec(temporal.WF_PAYLOAD_KEYS)] },
      maxCachedWorkflows: CACHED_WORKFLOWS,
      shutdownGraceTime: '15s',
      shutdownForceTime: '25s',
    });
    this.#running = this.#worker.run().catch((error: unknown) => onFatal(error instanceof Error ? error : new Error(String(error))));
  }

  /** Takes no more tasks, lets running activities finish (15 s), then closes. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.ready()) this.#worker?.shutdown();
    await this.#running;
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }
}

/** Sends the SDK's own log lines to the application's log. Call it once, before the first worker of the process. */
export function logTemporalTo(log: (level: LogLevel, message: string, meta?: Record<string, unknown>) => void): void {
  Runtime.install({ logger: new DefaultLogger('WARN', ({ level, message, meta }) => log(level, message, meta)) });
}
