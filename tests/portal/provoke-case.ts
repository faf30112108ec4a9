import { join } from 'node:path';
import { TREATMENT_PLANT } from '../../tools/demo/world/water.ts';
import { openOutlet } from '../../tools/simulator/outlet.ts';
import { Place } from '../../tools/simulator/place.ts';
import { Random } from '../../tools/simulator/random.ts';
import { modbusExchange } from '../../tools/simulator/zeek/modbus.ts';
import { openConnection } from '../../tools/simulator/zeek/records.ts';

/**
 * Sends one Modbus write through the real receivers: `writer`, an asset of the demo that is no authorised master, writes to a filter
 * controller. Findings are grouped by writer, so a writer that no case is about yet opens a case of its own.
 */
export async function provokeCase(stackDir: string, writer: string): Promise<void> {
  const now = Date.now();
  const place = new Place(TREATMENT_PLANT);
  const random = new Random(String(now), 'portal test');
  const connection = openConnection(random, place.asset(writer), place.asset('PLC-FILTER-B'), 502, 'tcp', now);
  const outlet = openOutlet({ endpoints: join(stackDir, 'endpoints.json'), keys: join(stackDir, 'sensor-keys.json') });
  outlet.send(modbusExchange(place, random, connection, now, { tid: 1, unit: 1, func: 'WRITE_SINGLE_REGISTER', address: 7, quantity: 1, requestValues: [55], responseValues: [55], delayMs: 9 }));
  await outlet.close(30_000);
}
