-- Client certificates that identify sensors (TLS syslog, MQTT), and quotas of tenants that differ from the configured ones.
CREATE FUNCTION app_sensor_certificate() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.sensor_certificate', true), '');
CREATE TABLE sensor_certificates (
  tenant_id uuid NOT NULL,
  sensor_id uuid NOT NULL,
  -- One certificate is one sensor's, across tenants: otherwise a copy of a public certificate would draw another customer's lines to itself.
  sha256 text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, sensor_id, sha256),
  FOREIGN KEY (tenant_id, sensor_id) REFERENCES sensors(tenant_id, id)
);
ALTER TABLE sensor_certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE sensor_certificates FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sensor_certificates USING (tenant_id = ANY ((SELECT app_tenants())::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenants())::uuid[]));
-- Authentication: a sensor sees the row of the certificate that it presented.
CREATE POLICY own_certificate ON sensor_certificates FOR SELECT TO wf_ingest USING (sha256 = (SELECT app_sensor_certificate()));
GRANT SELECT ON sensor_certificates TO wf_api, wf_cases, wf_detect, wf_ingest;
GRANT INSERT, UPDATE, DELETE ON sensor_certificates TO wf_api;

-- NULL: what ingest is configured with.
ALTER TABLE tenants ADD COLUMN events_per_second integer CHECK (events_per_second > 0);
ALTER TABLE tenants ADD COLUMN bytes_per_second integer CHECK (bytes_per_second > 0);
