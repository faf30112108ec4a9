INSERT INTO finding_cases (tenant_id, finding_id, case_id, group_key, session_started_at, finding_time, status, updated_at) FORMAT RowBinary
