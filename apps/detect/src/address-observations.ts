import { listConversations, listObservations } from '@watchfloor/clickhouse';
import type { TenantScope } from '@watchfloor/core';
import type { AddressObservation } from '@watchfloor/detections';
import type { Stores } from './stores.ts';

const DAY_MS = 86_400_000;

type Row = Awaited<ReturnType<typeof listObservations>>[number];
type Conversation = Awaited<ReturnType<typeof listConversations>>[number];

/**
 * What events stored since `sinceMs` say about addresses that `wanted` lets through, one observation for each address of a
 * site. Protocols are those of today and yesterday (UTC).
 */
export async function observeAddresses(stores: Stores, scope: TenantScope, sinceMs: number, wanted: (row: { siteId: string; ip: string; mac: string }) => boolean): Promise<AddressObservation[]> {
  const rows = (await listObservations(stores.clickhouse, scope, { sinceMs })).filter(wanted);
  if (rows.length === 0) return [];
  const byAddress = new Map<string, Row[]>();
  for (const row of rows) byAddress.set(`${row.siteId} ${row.ip}`, [...(byAddress.get(`${row.siteId} ${row.ip}`) ?? []), row]);
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const now = stores.now();
  const conversations = await listConversations(stores.clickhouse, scope, { fromDay: day(now - DAY_MS), toDay: day(now), limit: 10_000 });
  return [...byAddress.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [observationOf(first, same, conversations)];
  });
}

function observationOf(first: Row, same: readonly Row[], conversations: readonly Conversation[]): AddressObservation {
  const here = conversations.filter((row) => row.siteId === first.siteId);
  const asClient = here.filter((row) => row.srcIp === first.ip);
  const asServer = here.filter((row) => row.dstIp === first.ip);
  return {
    kind: 'address',
    siteId: first.siteId,
    ip: first.ip,
    mac: same.find((row) => row.mac !== '')?.mac ?? '',
    firstSeenUs: Math.min(...same.map((row) => row.firstSeenUs)),
    lastSeenUs: Math.max(...same.map((row) => row.lastSeenUs)),
    events: same.reduce((sum, row) => sum + row.events, 0),
    sampleEventId: first.sampleEventId,
    spoke: asClient.length > 0,
    serves: protocolsOf(asServer),
    uses: protocolsOf(asClient),
  };
}

function protocolsOf(conversations: readonly Conversation[]): string[] {
  return [...new Set(conversations.map((row) => row.appProtocol).filter((protocol) => protocol !== ''))].sort();
}
