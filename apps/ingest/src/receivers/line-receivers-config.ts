import { z } from 'zod';
import { folderList } from './folder/folder-settings.ts';
import { jsonSetting } from './json-setting.ts';
import { topicRuleList } from './mqtt/topic-rules.ts';
import { bucketList } from './s3/bucket-settings.ts';

const port = z.coerce.number().int().min(0).max(65_535).optional();
const count = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().positive().default(fallback);

/** Settings of the receivers that are not HTTP. A receiver whose port or list is not set does not run. */
export const lineReceiversConfig = z.object({
  WF_SYSLOG_TCP_PORT: port.describe('syslog over TCP (RFC 6587)'),
  WF_SYSLOG_UDP_PORT: port.describe('syslog over UDP'),
  WF_SYSLOG_TLS_PORT: port.describe('syslog over TLS (RFC 5425); needs WF_TLS_CERT_FILE'),
  WF_MQTT_PORT: port.describe('MQTT 3.1.1 and 5'),
  WF_MQTTS_PORT: port.describe('MQTT over TLS; needs WF_TLS_CERT_FILE'),
  WF_TLS_CERT_FILE: z.string().min(1).optional().describe('PEM: certificate, then its chain, of the TLS receivers and of HTTP'),
  WF_TLS_KEY_FILE: z.string().min(1).optional().describe('PEM: private key of that certificate'),
  WF_TLS_CLIENT_CA_FILE: z.string().min(1).optional().describe('PEM: authorities that must have signed the certificates of clients, which are registered one by one in any case'),
  WF_CONNECTIONS: count(4_000).describe('most open connections of each receiver'),
  WF_IDENTIFY_MS: count(60_000).describe('ms within which a connection must have named its sensor'),
  WF_MQTT_PACKET_BYTES: count(2 * 1024 * 1024).describe('largest MQTT packet'),
  WF_MQTT_TOPICS: jsonSetting(topicRuleList).default([]).describe('JSON: topics beside a device\'s own prefix: [{"tenant":"<id>","topics":["plant/{name}/#"]}]'),
  WF_FOLDERS: jsonSetting(folderList).default([]).describe('JSON: watched folders: [{"path":"/logs/*.log*","sensorKey":"wfs_…"}]'),
  WF_FOLDERS_POLL_MS: count(1_000).describe('ms between two looks at the folders'),
  WF_BUCKETS: jsonSetting(bucketList).default([]).describe('JSON: S3 buckets: [{"bucket":"logs","prefix":"zeek/","sensorKey":"wfs_…"}]'),
  WF_BUCKETS_POLL_MS: count(30_000).describe('ms between two listings of a bucket'),
  WF_RECEIVER_STATE_DIR: z.string().min(1).default('.watchfloor/receivers').describe('how far folders and buckets have been read'),
});

export type LineReceiversConfig = z.output<typeof lineReceiversConfig>;
