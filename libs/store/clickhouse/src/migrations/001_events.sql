-- {engine:Replacing(kept)} is written by the migrator: ReplacingMergeTree on one node, its replicated form on a cluster.
-- A retry inserts a row again with the same sorting key; reads use FINAL and see each row once. `kept` falls as time goes
-- on, so the row of the first insert wins: what was known at a snapshot stays known.
CREATE TABLE IF NOT EXISTS events (
  tenant_id UUID,
  event_id UUID,
  time DateTime64(6, 'UTC'),
  ingested_at DateTime64(3, 'UTC'),
  sensor_id UUID,
  site_id UUID,
  source LowCardinality(String),
  class_uid UInt32,
  activity_id UInt8,
  type_uid UInt32,
  severity_id UInt8,
  src_ip String,
  src_port UInt16,
  src_mac String,
  dst_ip String,
  dst_port UInt16,
  dst_mac String,
  src_asset_id UUID,
  dst_asset_id UUID,
  src_zone_id UUID,
  dst_zone_id UUID,
  app_protocol LowCardinality(String),
  ot_function_code Int32,
  ot_function LowCardinality(String),
  ot_access LowCardinality(String),
  ot_unit_id Int32,
  ot_address_start Int64,
  ot_address_count Int64,
  message String,
  attrs Map(LowCardinality(String), String),
  flags Array(LowCardinality(String)),
  raw String CODEC(ZSTD(1)),
  kept UInt64 MATERIALIZED 18446744073709551615 - toUInt64(toUnixTimestamp64Milli(ingested_at)),
  INDEX src_ip_bloom src_ip TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX dst_ip_bloom dst_ip TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX dst_port_set dst_port TYPE set(64) GRANULARITY 4,
  INDEX event_id_bloom event_id TYPE bloom_filter(0.001) GRANULARITY 4
) ENGINE = {engine:Replacing(kept)}
-- One partition for all times that no sensor with a right clock sends: a hostile one must not make thousands.
PARTITION BY if(toYear(time) BETWEEN 2015 AND 2040, toYYYYMM(time), 0)
ORDER BY (tenant_id, class_uid, time, event_id);
