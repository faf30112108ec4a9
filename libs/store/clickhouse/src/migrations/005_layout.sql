-- Codecs and indexes chosen by measurement (README.md of this package, `npm run bench -- search`). Codecs hold for parts written from now on;
-- older parts take them, and the indexes, when they are next merged.
ALTER TABLE events
  MODIFY COLUMN event_id UUID CODEC(NONE),
  MODIFY COLUMN ingested_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  MODIFY COLUMN sensor_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN site_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN src_ip String CODEC(ZSTD(1)),
  MODIFY COLUMN src_mac String CODEC(ZSTD(1)),
  MODIFY COLUMN dst_ip String CODEC(ZSTD(1)),
  MODIFY COLUMN dst_port UInt16 CODEC(ZSTD(1)),
  MODIFY COLUMN dst_mac String CODEC(ZSTD(1)),
  MODIFY COLUMN src_asset_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN dst_asset_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN src_zone_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN dst_zone_id UUID CODEC(ZSTD(1)),
  MODIFY COLUMN ot_function_code Int32 CODEC(T64, ZSTD(1)),
  MODIFY COLUMN ot_unit_id Int32 CODEC(T64, ZSTD(1)),
  MODIFY COLUMN ot_address_start Int64 CODEC(T64, ZSTD(1)),
  MODIFY COLUMN ot_address_count Int64 CODEC(T64, ZSTD(1)),
  MODIFY COLUMN message String CODEC(ZSTD(1)),
  MODIFY COLUMN attrs Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  MODIFY COLUMN time DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
  MODIFY COLUMN kept UInt64 MATERIALIZED 18446744073709551615 - toUInt64(toUnixTimestamp64Milli(ingested_at)) CODEC(Delta, ZSTD(1));
-- Blooms of single granules: a sweep for one address over all tenants reads a twelfth of the rows that blooms of four granules let through.
ALTER TABLE events DROP INDEX IF EXISTS src_ip_bloom;
ALTER TABLE events DROP INDEX IF EXISTS dst_ip_bloom;
ALTER TABLE events DROP INDEX IF EXISTS dst_port_set;
ALTER TABLE events ADD INDEX IF NOT EXISTS src_ip_filter src_ip TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE events ADD INDEX IF NOT EXISTS dst_ip_filter dst_ip TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE events ADD INDEX IF NOT EXISTS dst_port_values dst_port TYPE set(256) GRANULARITY 1;
-- Words of the raw line and the message, as the search asks for them: hasToken(lower(…), …). A text index took 50 bytes an event where this takes 4.
ALTER TABLE events ADD INDEX IF NOT EXISTS raw_words lower(raw) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 1;
ALTER TABLE events ADD INDEX IF NOT EXISTS message_words lower(message) TYPE tokenbf_v1(8192, 3, 0) GRANULARITY 1;
ALTER TABLE events ADD INDEX IF NOT EXISTS attr_values mapValues(attrs) TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE events ADD INDEX IF NOT EXISTS ingested_span ingested_at TYPE minmax GRANULARITY 1;
