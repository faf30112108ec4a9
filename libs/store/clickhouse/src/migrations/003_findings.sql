CREATE TABLE IF NOT EXISTS findings (
  tenant_id UUID,
  finding_id UUID,
  time DateTime64(6, 'UTC'),
  detected_at DateTime64(3, 'UTC'),
  detection_id LowCardinality(String),
  detection_version UInt32,
  kind LowCardinality(String),
  title String,
  reason String,
  severity_id UInt8,
  confidence UInt8,
  site_id UUID,
  sensor_id UUID,
  asset_id UUID,
  zone_id UUID,
  src_ip String,
  dst_ip String,
  group_key String,
  techniques Array(String),
  event_ids Array(UUID),
  matched Map(String, String),
  next_steps Array(String),
  kept UInt64 MATERIALIZED 18446744073709551615 - toUInt64(toUnixTimestamp64Milli(detected_at))
) ENGINE = {engine:Replacing(kept)}
PARTITION BY if(toYear(time) BETWEEN 2015 AND 2040, toYYYYMM(time), 0)
ORDER BY (tenant_id, detection_id, time, finding_id);
-- Which case each finding went to. status 'assigned' is written before Temporal is called and 'delivered' after it has
-- answered, so that a crash between the two repeats the same call for the same case.
CREATE TABLE IF NOT EXISTS finding_cases (
  tenant_id UUID,
  finding_id UUID,
  case_id UUID,
  group_key String,
  session_started_at DateTime64(6, 'UTC'),
  finding_time DateTime64(6, 'UTC'),
  status Enum8('assigned' = 1, 'delivered' = 2),
  updated_at DateTime64(3, 'UTC')
) ENGINE = {engine:Replacing(updated_at)}
ORDER BY (tenant_id, finding_id);
