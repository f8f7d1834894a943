-- The whole schema as the migrations make it. Written by the tests of packages/storage (vitest -u); do not edit.

CREATE TABLE "account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" date,
  "refreshTokenExpiresAt" date,
  "scope" text,
  "password" text,
  "createdAt" date not null,
  "updatedAt" date not null
);

CREATE INDEX account_by_user on "account" ("userId");

CREATE TABLE answers (
  request_id text not null,
  idempotency_key text not null,
  tenant text not null,
  answer_hash text not null,
  at integer not null,
  actor_id text not null,
  primary key (request_id, idempotency_key)
) without rowid;

CREATE TABLE audit_bodies (
  tenant text not null,
  seq integer not null,
  body text not null,
  primary key (tenant, seq)
) without rowid;

CREATE TABLE audit_events (
  tenant text not null,
  seq integer not null,
  at integer not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  target_namespace text,
  request_id text,
  body_hash text not null,
  prev_hash text not null,
  hash text not null,
  primary key (tenant, seq)
) without rowid;

CREATE INDEX audit_events_by_actor on audit_events (tenant, actor_id, seq);

CREATE INDEX audit_events_by_target on audit_events (tenant, target_kind, target_id, seq);

CREATE TRIGGER audit_events_refuse_delete before delete on audit_events begin select raise(abort, 'audit_events is append-only'); end;

CREATE TRIGGER audit_events_refuse_update before update on audit_events begin select raise(abort, 'audit_events is append-only'); end;

CREATE TABLE audit_heads (
  tenant text primary key,
  seq integer not null,
  hash text not null
) without rowid;

CREATE TABLE execution_inputs (
  execution_id text primary key,
  inputs text not null
) without rowid;

CREATE TABLE executions (
  id text primary key,
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  flow_revision integer not null,
  version integer not null,
  state text not null,
  terminated integer not null,
  histories text not null,
  inputs text,
  outputs text,
  variables text not null,
  labels text not null,
  trigger_info text,
  caller_execution_id text,
  parent_execution_id text,
  parent_task_run_id text,
  replay_of text,
  original_id text not null,
  attempt_number integer not null,
  created_by text not null,
  created_at integer not null,
  original_created_at integer not null,
  ended_at integer,
  schedule_at integer,
  progress text not null,
  next_sequence integer not null,
  unfinished_turn integer not null
, slot_released integer not null default 0, kind text, breakpoints text);

CREATE INDEX executions_by_caller on executions (caller_execution_id, terminated)
  where caller_execution_id is not null;

CREATE INDEX executions_by_flow on executions (tenant, namespace, flow_id, created_at, id);

CREATE INDEX executions_by_state on executions (tenant, state, created_at, id);

CREATE INDEX executions_by_time on executions (tenant, created_at, id);

CREATE INDEX executions_unfinished on executions (id) where unfinished_turn = 1;

CREATE TABLE flow_revisions (
  tenant text not null,
  namespace text not null,
  id text not null,
  revision integer not null,
  definition text not null,
  source text not null,
  updated_at integer not null,
  primary key (tenant, namespace, id, revision)
);

CREATE TABLE flows (
  tenant text not null,
  namespace text not null,
  id text not null,
  revision integer not null,
  deleted integer not null,
  description text,
  labels text not null,
  primary key (tenant, namespace, id)
) without rowid;

CREATE TABLE inbox (
  id text primary key,
  tenant text not null,
  execution_id text not null,
  at integer not null,
  news text not null
) without rowid;

CREATE INDEX inbox_by_execution on inbox (execution_id, id);

CREATE TABLE jobs (
  task_run_id text not null,
  attempt integer not null,
  execution_id text not null,
  tenant text not null,
  kind text not null,
  owner text not null,
  created_at integer not null,
  primary key (task_run_id, attempt)
) without rowid;

CREATE INDEX jobs_by_execution on jobs (execution_id);

CREATE INDEX jobs_by_owner on jobs (owner, created_at);

CREATE TABLE kv (
  tenant text not null,
  namespace text not null,
  "key" text not null,
  type text not null,
  value text not null,
  revision integer not null,
  description text,
  created_at integer not null,
  updated_at integer not null,
  expires_at integer, written_by text,
  primary key (tenant, namespace, "key")
);

CREATE TABLE logs (
  position integer primary key autoincrement,
  execution_id text not null,
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  task_id text,
  task_run_id text,
  attempt integer,
  at integer not null,
  level text not null,
  message text not null
);

CREATE INDEX logs_by_execution on logs (execution_id, position);

CREATE TABLE loop_values (
  execution_id text not null,
  task_run_id text not null,
  chunk integer not null,
  items text not null,
  primary key (execution_id, task_run_id, chunk)
) without rowid;

CREATE TABLE metrics (
  position integer primary key autoincrement,
  execution_id text not null,
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  task_id text not null,
  task_run_id text not null,
  name text not null,
  type text not null,
  value real not null,
  tags text not null,
  at integer not null
);

CREATE INDEX metrics_by_execution on metrics (execution_id, position);

CREATE TABLE namespace_files (
  tenant text not null,
  namespace text not null,
  path text not null,
  version integer not null,
  content text not null,
  size integer not null,
  created_at integer not null,
  primary key (tenant, namespace, path, version)
) without rowid;

CREATE TABLE owners (
  id text primary key,
  host text not null,
  pid integer not null,
  acquired_at integer not null,
  lease_until integer not null
) without rowid;

CREATE TABLE requests (
  id text primary key,
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  flow_revision integer not null,
  execution_id text not null,
  task_id text not null,
  task_run_id text not null,
  iteration_key text not null,
  round integer not null,
  status text not null,
  version integer not null,
  title text not null,
  instructions text,
  form text not null,
  outcomes text not null,
  requester text not null,
  created_at integer not null,
  due_at integer,
  on_deadline text,
  settlement text
);

CREATE UNIQUE INDEX requests_by_gate on requests (execution_id, task_id, iteration_key, round);

CREATE INDEX requests_by_status on requests (tenant, status, created_at, id);

CREATE INDEX requests_by_time on requests (tenant, created_at, id);

CREATE TABLE schema_migrations (
  number integer primary key,
  name text not null,
  breaking integer not null,
  applied_at bigint not null
);

CREATE TABLE secrets (
  tenant text not null,
  namespace text not null,
  "key" text not null,
  name text not null,
  description text,
  tags text not null,
  sealed text not null,
  key_id text not null,
  version integer not null,
  created_at integer not null,
  updated_at integer not null,
  primary key (tenant, namespace, "key")
);

CREATE TABLE "session" (
  "id" text primary key,
  "expiresAt" date not null,
  "token" text not null unique,
  "createdAt" date not null,
  "updatedAt" date not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" ("id") on delete cascade
);

CREATE INDEX session_by_user on "session" ("userId");

CREATE TABLE task_outputs (
  execution_id text not null,
  task_id text not null,
  task_run_id text not null,
  tenant text not null,
  path text not null,
  outputs text not null, path_key text,
  primary key (execution_id, task_id, task_run_id)
) without rowid;

CREATE INDEX task_outputs_by_path on task_outputs (execution_id, task_id, path_key) where path_key is not null;

CREATE TABLE task_runs (
  execution_id text not null,
  sequence integer not null,
  id text not null,
  tenant text not null,
  task_id text not null,
  parent_id text,
  iteration_key text not null,
  value text,
  iteration integer,
  state text not null,
  terminated integer not null,
  histories text not null,
  attempts text not null,
  progress text,
  waiting text,
  primary key (execution_id, sequence)
) without rowid;

CREATE UNIQUE INDEX task_runs_by_id on task_runs (id);

CREATE INDEX task_runs_live on task_runs (execution_id, sequence) where terminated = 0;

CREATE TABLE tenants (
  id text primary key,
  created_at integer not null
);

CREATE TABLE timers (
  id text primary key,
  tenant text not null,
  execution_id text not null,
  due_at integer not null,
  purpose text not null
) without rowid;

CREATE INDEX timers_by_due on timers (due_at, id);

CREATE INDEX timers_by_execution on timers (execution_id);

CREATE TABLE tokens (
  id text primary key,
  tenant text not null,
  name text not null,
  hash text not null unique,
  created_by text not null,
  created_at integer not null,
  expires_at integer,
  revoked_at integer
);

CREATE INDEX tokens_by_tenant on tokens (tenant, created_at);

CREATE TABLE trigger_events (
  id text primary key,
  tenant text not null,
  execution_id text not null,
  namespace text not null,
  flow_id text not null,
  state text not null,
  at integer not null,
  release text
) without rowid;

CREATE TABLE triggers (
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  trigger_id text not null,
  version integer not null,
  type text not null,
  definition text not null,
  flow_revision integer not null,
  date integer not null,
  next_at integer,
  due_at integer,
  execution_id text,
  evaluation_owner text,
  evaluation_since integer,
  disabled integer not null,
  dormant integer not null,
  stop_after text not null,
  backfill text,
  updated_at integer not null,
  primary key (tenant, namespace, flow_id, trigger_id)
) without rowid;

CREATE INDEX triggers_by_due on triggers (due_at) where due_at is not null;

CREATE TABLE "user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" integer not null,
  "image" text,
  "createdAt" date not null,
  "updatedAt" date not null,
  "username" text unique,
  "displayUsername" text,
  "tenant" text,
  "role" text
);

CREATE TABLE "verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" date not null,
  "createdAt" date not null,
  "updatedAt" date not null
);

CREATE INDEX verification_by_identifier on "verification" ("identifier");

CREATE TABLE windows (
  tenant text not null,
  namespace text not null,
  flow_id text not null,
  trigger_id text not null,
  condition_id text not null,
  version integer not null,
  starts_at integer not null,
  ends_at integer not null,
  results text not null,
  primary key (tenant, namespace, flow_id, trigger_id, condition_id)
) without rowid;
