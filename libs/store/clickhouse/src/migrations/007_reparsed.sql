-- Lines of `unparsed` that a later parser understood: their events are in `events`. The line itself stays, as evidence of what was received.
CREATE TABLE IF NOT EXISTS reparsed (
  tenant_id UUID,
  line_id UUID,
  sensor_id UUID,
  ingested_at DateTime64(3, 'UTC'),
  reparsed_at DateTime64(3, 'UTC'),
  parser LowCardinality(String),
  events UInt32,
  kept UInt64 MATERIALIZED 18446744073709551615 - toUInt64(toUnixTimestamp64Milli(reparsed_at))
) ENGINE = {engine:Replacing(kept)}
PARTITION BY toYYYYMM(ingested_at)
ORDER BY (tenant_id, sensor_id, line_id);
