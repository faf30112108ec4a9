import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@watchfloor/infra-local';
import { engineAddresses } from '@watchfloor/infra-local/test-run';

export interface TestTemporal {
  /** host:port */
  readonly address: string;
  /** Of this environment alone, so workflow ids and task queues never meet another test's. */
  readonly namespace: string;
  /** Task queue of the cases worker. */
  readonly taskQueue: 'cases';
}

// temporal.api.enums.v1.IndexedValueType; the package that names them cannot be imported by plain Node.
const TYPES = { Keyword: 2, Datetime: 6 } as const;

/** A namespace of its own with our search attributes, on the run's server. */
export async function createTestTemporal(): Promise<TestTemporal> {
  const { address } = await engineAddresses('temporal');
  const namespace = `wf-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } });
    const searchAttributes = Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]));
    // The operator service learns of a namespace a moment after it was registered.
    for (let attempt = 1; ; attempt++) {
      try {
        await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
        break;
      } catch (error) {
        if (attempt === 100) throw error;
        await sleep(100);
      }
    }
    return { address, namespace, taskQueue: 'cases' };
  } finally {
    await connection.close();
  }
}
