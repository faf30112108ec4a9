INSERT INTO reparsed (tenant_id, line_id, sensor_id, ingested_at, reparsed_at, parser, events) FORMAT RowBinary
