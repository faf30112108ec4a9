-- One login role per service; each may write only the tables that DESIGN.md gives it (one writer per table), and none
-- owns a table or may bypass row-level security. The roles are created by the provisioner, which holds their passwords.

-- The tenants of the current transaction, set with set_config('app.tenants', '{uuid,…}', true). After SET LOCAL a pooled
-- session's setting is '' and not NULL, hence nullif.
CREATE FUNCTION app_tenants() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.tenants', true), '')::uuid[], '{}');
CREATE FUNCTION app_subject() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.subject', true), '');
CREATE FUNCTION app_sensor_key_hash() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.sensor_key_hash', true), '');

-- ── directory: written by api ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name text NOT NULL,
  sector text NOT NULL,
  retention_days integer NOT NULL DEFAULT 395 CHECK (retention_days BETWEEN 1 AND 3660),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TABLE sites (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  id uuid NOT NULL,
  name text NOT NULL,
  time_zone text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE zones (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  purdue_level numeric(2,1) NOT NULL CHECK (purdue_level IN (0,1,2,3,3.5,4,5)),
  target_security_level integer NOT NULL CHECK (target_security_level BETWEEN 0 AND 4),
  cidrs text[] NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES sites(tenant_id, id)
);
-- An allowed conversation between zones (IEC 62443-3-2). '*' in protocol or function_class means any.
CREATE TABLE conduits (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  from_zone_id uuid NOT NULL,
  to_zone_id uuid NOT NULL,
  protocol text NOT NULL DEFAULT '*',
  function_class text NOT NULL DEFAULT '*' CHECK (function_class IN ('*','read','write','control')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, from_zone_id) REFERENCES zones(tenant_id, id),
  FOREIGN KEY (tenant_id, to_zone_id) REFERENCES zones(tenant_id, id)
);
CREATE TABLE assets (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  zone_id uuid,
  name text NOT NULL,
  ip text,
  mac text,
  vendor text,
  model text,
  firmware text,
  device_class text NOT NULL CHECK (device_class IN ('IT','OT','IIoT','IoT','IoMT','network','cellular')),
  purdue_level numeric(2,1) CHECK (purdue_level IN (0,1,2,3,3.5,4,5)),
  role text NOT NULL,
  critical boolean NOT NULL DEFAULT false,
  safety_instrumented boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES sites(tenant_id, id),
  FOREIGN KEY (tenant_id, zone_id) REFERENCES zones(tenant_id, id)
);
CREATE INDEX assets_address ON assets (tenant_id, site_id, ip);
-- Who may act as master of a controller; without a row any write is from an unusual master.
CREATE TABLE authorised_masters (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  master_asset_id uuid NOT NULL,
  target_asset_id uuid NOT NULL,
  protocol text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, master_asset_id) REFERENCES assets(tenant_id, id),
  FOREIGN KEY (tenant_id, target_asset_id) REFERENCES assets(tenant_id, id)
);
-- When engineering work may write to controllers: local weekly minutes in the site's zone.
CREATE TABLE change_windows (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  weekdays integer[] NOT NULL, -- ISO, 1 = Monday
  start_minute integer NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
  end_minute integer NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES sites(tenant_id, id),
  CHECK (start_minute < end_minute)
);
CREATE TABLE sensors (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL DEFAULT 'auto',
  key_hash text NOT NULL UNIQUE,
  key_prefix text NOT NULL,
  syslog_addresses text[] NOT NULL DEFAULT '{}', -- plain syslog only: addresses that identify this sensor
  cadence_seconds integer NOT NULL DEFAULT 300 CHECK (cadence_seconds > 0),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  disabled_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES sites(tenant_id, id)
);
-- A person's role at a tenant. Auditors have a period that they may look at and an end.
CREATE TABLE user_grants (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  subject text NOT NULL,
  username text NOT NULL,
  display_name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('analyst','lead','customer-engineer','ot-approver','auditor')),
  valid_until timestamptz(3),
  period_from timestamptz(3),
  period_to timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, subject)
);
-- Versions of the contract: SLA policy, calendars, escalation chains, on-call (document: @watchfloor/cases Contract).
CREATE TABLE contracts (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  version integer NOT NULL,
  document jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, version)
);

-- ── observed assets: written by detect ──────────────────────────────────────────────────────────────────────────
CREATE TABLE observed_assets (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  zone_id uuid,
  ip text NOT NULL,
  mac text,
  device_class text NOT NULL,
  purdue_level numeric(2,1),
  evidence jsonb NOT NULL, -- how class and level were inferred, with confidence 0..1
  first_seen timestamptz(3) NOT NULL,
  last_seen timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES sites(tenant_id, id)
);
CREATE UNIQUE INDEX observed_assets_address ON observed_assets (tenant_id, site_id, ip);

-- ── cases: written by cases ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE cases (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  id uuid NOT NULL,
  number integer NOT NULL,
  site_id uuid,
  title text NOT NULL,
  severity text NOT NULL,
  status text NOT NULL CHECK (status IN ('new','in_progress','on_hold','resolved','closed')),
  verdict text,
  assignee text,
  group_key text NOT NULL,
  detection_id text NOT NULL,
  primary_asset_id uuid,
  techniques text[] NOT NULL DEFAULT '{}',
  summary text NOT NULL DEFAULT '',
  finding_count integer NOT NULL DEFAULT 0,
  first_event_at timestamptz(3),
  opened_at timestamptz(3) NOT NULL,
  acknowledged_at timestamptz(3),
  contained_at timestamptz(3),
  customer_notified_at timestamptz(3),
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  next_due_at timestamptz(3),
  sla_state text NOT NULL,
  escalation jsonb NOT NULL DEFAULT '{}',
  state jsonb NOT NULL, -- the reducer's state after last_seq: what a reopened case starts from
  last_seq integer NOT NULL,
  linked_case_id uuid,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number)
);
CREATE INDEX cases_queue ON cases (tenant_id, status, next_due_at);
CREATE TABLE case_ledger (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,          -- logical time
  recorded_at timestamptz(3) NOT NULL, -- when the workflow saw it
  actor jsonb NOT NULL,
  data jsonb NOT NULL,
  visibility text NOT NULL DEFAULT 'customer' CHECK (visibility IN ('internal','customer')),
  PRIMARY KEY (tenant_id, case_id, seq),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases(tenant_id, id)
);
CREATE TABLE case_clocks (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  name text NOT NULL,
  target_minutes integer NOT NULL,
  calendar text NOT NULL,
  state text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  warn_at timestamptz(3),
  stopped_at timestamptz(3),
  breached_at timestamptz(3),
  consumed_ms bigint NOT NULL,
  running_since timestamptz(3),
  PRIMARY KEY (tenant_id, case_id, name),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases(tenant_id, id)
);
CREATE TABLE case_findings (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  joined_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, case_id, finding_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases(tenant_id, id)
);
-- A notice's delivery; the key is (case, chain, round, step, recipient, channel), so a retry never sends twice.
CREATE TABLE notices (
  tenant_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  case_id uuid NOT NULL,
  channel text NOT NULL,
  recipient text NOT NULL,
  round integer NOT NULL,
  step integer NOT NULL,
  status text NOT NULL CHECK (status IN ('sending','delivered','failed')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz(3) NOT NULL,
  delivered_at timestamptz(3),
  late boolean NOT NULL DEFAULT false,
  error text,
  PRIMARY KEY (tenant_id, idempotency_key),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases(tenant_id, id)
);
CREATE TABLE assessments (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  framework text NOT NULL,
  control_id text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  period_to timestamptz(3) NOT NULL,
  status text NOT NULL CHECK (status IN ('satisfied','not_satisfied','not_assessed')),
  reason text NOT NULL,
  evidence jsonb NOT NULL,
  evaluated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, framework, control_id, period_from, period_to)
);
CREATE TABLE evidence_packages (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  id uuid NOT NULL,
  framework text NOT NULL,
  period_from timestamptz(3) NOT NULL,
  period_to timestamptz(3) NOT NULL,
  snapshot_at timestamptz(3) NOT NULL,
  status text NOT NULL CHECK (status IN ('requested','ready','failed')),
  requested_by jsonb NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  sha256 text,
  size_bytes bigint,
  manifest_sha256 text,
  previous_manifest_sha256 text,
  error text,
  completed_at timestamptz(3),
  PRIMARY KEY (tenant_id, id)
);

-- ── audit: appended by every service, in the transaction of the change ──────────────────────────────────────────
-- hash = sha256(prev_hash || LF || payload) as hex; payload is the exact JSON text that was hashed.
CREATE TABLE audit_log (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  seq bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  action text NOT NULL,
  payload text NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE FUNCTION audit_append(p_tenant uuid, p_actor jsonb, p_action text, p_subject text, p_detail jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  now_at timestamptz(3) := clock_timestamp();
  body text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || p_tenant::text, 0));
  SELECT seq, hash INTO last_seq, last_hash FROM audit_log WHERE tenant_id = p_tenant ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0) + 1;
  last_hash := coalesce(last_hash, repeat('0', 64));
  body := jsonb_build_object('tenant', p_tenant, 'seq', last_seq, 'at', to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'actor', p_actor, 'action', p_action, 'subject', p_subject, 'detail', p_detail)::text;
  INSERT INTO audit_log VALUES (p_tenant, last_seq, now_at, p_action, body, last_hash,
    encode(sha256(convert_to(last_hash || E'\n' || body, 'UTF8')), 'hex'));
  RETURN last_seq;
END $$;

-- ── change feed for GraphQL subscriptions ───────────────────────────────────────────────────────────────────────
CREATE FUNCTION notify_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('case_changed', json_build_object('tenantId', NEW.tenant_id, 'caseId', NEW.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER cases_changed AFTER INSERT OR UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION notify_case_changed();

-- ── row-level security: every table, forced on its owner too ────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sites','zones','conduits','assets','authorised_masters','change_windows','sensors','user_grants','contracts',
    'observed_assets','cases','case_ledger','case_clocks','case_findings','notices','assessments','evidence_packages','audit_log'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = ANY ((SELECT app_tenants())::uuid[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenants())::uuid[]))', t);
    EXECUTE format('GRANT SELECT ON %I TO wf_api, wf_cases, wf_detect, wf_ingest', t);
  END LOOP;
END $$;
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenants USING (id = ANY ((SELECT app_tenants())::uuid[])) WITH CHECK (id = ANY ((SELECT app_tenants())::uuid[]));
-- Services work through the directory of tenants one by one; people's requests (wf_api) never see it.
CREATE POLICY directory ON tenants FOR SELECT TO wf_ingest, wf_detect, wf_cases USING (true);
-- Authentication: a person sees the grants of their own subject, a sensor the row whose key it presented.
CREATE POLICY own_grants ON user_grants FOR SELECT TO wf_api USING (subject = (SELECT app_subject()));
CREATE POLICY own_key ON sensors FOR SELECT TO wf_ingest USING (key_hash = (SELECT app_sensor_key_hash()));

GRANT SELECT ON tenants TO wf_api, wf_cases, wf_detect, wf_ingest;
GRANT INSERT, UPDATE, DELETE ON tenants, sites, zones, conduits, assets, authorised_masters, change_windows, sensors, user_grants, contracts TO wf_api;
GRANT INSERT, UPDATE, DELETE ON observed_assets TO wf_detect;
GRANT INSERT, UPDATE, DELETE ON cases, case_ledger, case_clocks, case_findings, notices, assessments, evidence_packages TO wf_cases;
GRANT INSERT ON audit_log TO wf_api, wf_cases, wf_detect;
