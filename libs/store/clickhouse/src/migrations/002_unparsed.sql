CREATE TABLE IF NOT EXISTS unparsed (
  tenant_id UUID,
  line_id UUID,
  ingested_at DateTime64(3, 'UTC'),
  sensor_id UUID,
  site_id UUID,
  source LowCardinality(String),
  reason String,
  size UInt64,
  sha256 String,
  raw String CODEC(ZSTD(1)),
  kept UInt64 MATERIALIZED 18446744073709551615 - toUInt64(toUnixTimestamp64Milli(ingested_at))
) ENGINE = {engine:Replacing(kept)}
PARTITION BY toYYYYMM(ingested_at)
ORDER BY (tenant_id, sensor_id, line_id);
