-- Roll-ups are filled by the insert itself, so they need no second writer. A retried insert may count a line twice here,
-- never in events; nothing that must be exact is read from a roll-up.
CREATE TABLE IF NOT EXISTS asset_observations (
  tenant_id UUID,
  site_id UUID,
  ip String,
  mac String,
  first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
  last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
  last_ingested SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64),
  sample_event_id SimpleAggregateFunction(any, UUID)
) ENGINE = {engine:Aggregating()}
ORDER BY (tenant_id, site_id, ip, mac);
CREATE MATERIALIZED VIEW IF NOT EXISTS asset_observations_mv TO asset_observations AS
SELECT tenant_id, site_id, peer.1 AS ip, peer.2 AS mac, min(time) AS first_seen, max(time) AS last_seen, max(ingested_at) AS last_ingested,
  toUInt64(count()) AS events, any(event_id) AS sample_event_id
FROM events ARRAY JOIN [(src_ip, src_mac), (dst_ip, dst_mac)] AS peer
WHERE peer.1 != ''
GROUP BY tenant_id, site_id, ip, mac;
CREATE TABLE IF NOT EXISTS conversations (
  tenant_id UUID,
  site_id UUID,
  day Date,
  src_ip String,
  dst_ip String,
  dst_port UInt16,
  app_protocol LowCardinality(String),
  ot_access LowCardinality(String),
  events SimpleAggregateFunction(sum, UInt64),
  first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
  last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
) ENGINE = {engine:Aggregating()}
ORDER BY (tenant_id, site_id, day, src_ip, dst_ip, dst_port, app_protocol, ot_access);
CREATE MATERIALIZED VIEW IF NOT EXISTS conversations_mv TO conversations AS
SELECT tenant_id, site_id, toDate(time) AS day, src_ip, dst_ip, dst_port, app_protocol, ot_access,
  toUInt64(count()) AS events, min(time) AS first_seen, max(time) AS last_seen
FROM events WHERE src_ip != '' AND dst_ip != ''
GROUP BY tenant_id, site_id, day, src_ip, dst_ip, dst_port, app_protocol, ot_access;
CREATE TABLE IF NOT EXISTS sensor_activity (
  tenant_id UUID,
  sensor_id UUID,
  minute DateTime('UTC'),
  events SimpleAggregateFunction(sum, UInt64),
  unparsed SimpleAggregateFunction(sum, UInt64),
  bytes SimpleAggregateFunction(sum, UInt64),
  last_ingested SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = {engine:Aggregating()}
ORDER BY (tenant_id, sensor_id, minute);
CREATE MATERIALIZED VIEW IF NOT EXISTS sensor_activity_events_mv TO sensor_activity AS
SELECT tenant_id, sensor_id, toStartOfMinute(toDateTime(ingested_at, 'UTC')) AS minute, toUInt64(count()) AS events, toUInt64(0) AS unparsed,
  sum(length(raw)) AS bytes, max(ingested_at) AS last_ingested
FROM events GROUP BY tenant_id, sensor_id, minute;
CREATE MATERIALIZED VIEW IF NOT EXISTS sensor_activity_unparsed_mv TO sensor_activity AS
SELECT tenant_id, sensor_id, toStartOfMinute(toDateTime(ingested_at, 'UTC')) AS minute, toUInt64(0) AS events, toUInt64(count()) AS unparsed,
  sum(size) AS bytes, max(ingested_at) AS last_ingested
FROM unparsed GROUP BY tenant_id, sensor_id, minute;
