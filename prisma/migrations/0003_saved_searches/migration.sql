-- Searches that people keep. Those of the provider's people are not shown to the customer's, nor the other way round: what
-- someone looks for tells what they suspect.
CREATE TABLE saved_searches (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  id uuid NOT NULL,
  org text NOT NULL CHECK (org IN ('provider','customer')),
  owner_subject text NOT NULL,
  owner_name text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  query text NOT NULL CHECK (length(query) <= 4000),
  -- The window: the last so many minutes, or from one moment to another.
  last_minutes integer CHECK (last_minutes BETWEEN 1 AND 44640),
  window_from timestamptz(3),
  window_to timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, org, name),
  CHECK ((last_minutes IS NULL) = (window_from IS NOT NULL AND window_to IS NOT NULL))
);
ALTER TABLE saved_searches ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_searches FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON saved_searches USING (tenant_id = ANY ((SELECT app_tenants())::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenants())::uuid[]));
GRANT SELECT ON saved_searches TO wf_api, wf_cases, wf_detect, wf_ingest;
GRANT INSERT, UPDATE, DELETE ON saved_searches TO wf_api;
