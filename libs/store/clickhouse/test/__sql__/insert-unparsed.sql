INSERT INTO unparsed (tenant_id, line_id, ingested_at, sensor_id, site_id, source, reason, size, sha256, raw) FORMAT RowBinary
