-- What dashboards show of events: per minute, by customer, site, class, severity and protocol. As all roll-ups it may count a retried insert twice.
CREATE TABLE IF NOT EXISTS event_minutes (
  tenant_id UUID,
  site_id UUID,
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  class_uid UInt32,
  severity_id UInt8,
  app_protocol LowCardinality(String),
  source LowCardinality(String),
  events SimpleAggregateFunction(sum, UInt64),
  bytes SimpleAggregateFunction(sum, UInt64)
) ENGINE = {engine:Aggregating()}
PARTITION BY if(toYear(minute) BETWEEN 2015 AND 2040, toYYYYMM(minute), 0)
ORDER BY (tenant_id, minute, site_id, class_uid, severity_id, app_protocol, source);
-- toDateTime wraps round outside 1970 to 2106; such times are kept at the ends.
CREATE MATERIALIZED VIEW IF NOT EXISTS event_minutes_mv TO event_minutes AS
SELECT tenant_id, site_id, toStartOfMinute(toDateTime(least(greatest(toUnixTimestamp64Second(time), 0), 4294967295), 'UTC')) AS minute, class_uid, severity_id, app_protocol, source,
  toUInt64(count()) AS events, sum(length(raw)) AS bytes
FROM events GROUP BY tenant_id, site_id, minute, class_uid, severity_id, app_protocol, source;
