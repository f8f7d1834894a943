-- The whole schema as the migrations make it. Written by the tests of packages/storage (vitest -u); do not edit.

create table account (
  id text collate "C" not null,
  "accountId" text collate "C" not null,
  "providerId" text collate "C" not null,
  "userId" text collate "C" not null,
  "accessToken" text collate "C",
  "refreshToken" text collate "C",
  "idToken" text collate "C",
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text collate "C",
  password text collate "C",
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null
);

create table answers (
  request_id text collate "C" not null,
  idempotency_key text collate "C" not null,
  tenant text collate "C" not null,
  answer_hash text collate "C" not null,
  at bigint not null,
  actor_id text collate "C" not null
);

create table audit_bodies (
  tenant text collate "C" not null,
  seq bigint not null,
  body text collate "C" not null
);

create table audit_events (
  tenant text collate "C" not null,
  seq bigint not null,
  at bigint not null,
  actor_kind text collate "C" not null,
  actor_id text collate "C" not null,
  actor_name text collate "C" not null,
  action text collate "C" not null,
  target_kind text collate "C" not null,
  target_id text collate "C" not null,
  target_namespace text collate "C",
  request_id text collate "C",
  body_hash text collate "C" not null,
  prev_hash text collate "C" not null,
  hash text collate "C" not null
);

create table audit_heads (
  tenant text collate "C" not null,
  seq bigint not null,
  hash text collate "C" not null
);

create table execution_inputs (
  execution_id text collate "C" not null,
  inputs text collate "C" not null
);

create table executions (
  id text collate "C" not null,
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  flow_revision integer not null,
  version integer not null,
  state text collate "C" not null,
  terminated integer not null,
  histories text collate "C" not null,
  inputs text collate "C",
  outputs text collate "C",
  variables text collate "C" not null,
  labels text collate "C" not null,
  trigger_info text collate "C",
  caller_execution_id text collate "C",
  parent_execution_id text collate "C",
  parent_task_run_id text collate "C",
  replay_of text collate "C",
  original_id text collate "C" not null,
  attempt_number integer not null,
  created_by text collate "C" not null,
  created_at bigint not null,
  original_created_at bigint not null,
  ended_at bigint,
  schedule_at bigint,
  progress text collate "C" not null,
  next_sequence integer not null,
  unfinished_turn integer not null,
  slot_released integer not null,
  kind text collate "C",
  breakpoints text collate "C"
);

create table flow_revisions (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  id text collate "C" not null,
  revision integer not null,
  definition text collate "C" not null,
  source text collate "C" not null,
  updated_at bigint not null
);

create table flows (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  id text collate "C" not null,
  revision integer not null,
  deleted integer not null,
  description text collate "C",
  labels text collate "C" not null
);

create table inbox (
  id text collate "C" not null,
  tenant text collate "C" not null,
  execution_id text collate "C" not null,
  at bigint not null,
  news text collate "C" not null
);

create table jobs (
  task_run_id text collate "C" not null,
  attempt integer not null,
  execution_id text collate "C" not null,
  tenant text collate "C" not null,
  kind text collate "C" not null,
  owner text collate "C" not null,
  created_at bigint not null
);

create table kv (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  key text collate "C" not null,
  type text collate "C" not null,
  value text collate "C" not null,
  revision integer not null,
  description text collate "C",
  created_at bigint not null,
  updated_at bigint not null,
  expires_at bigint,
  written_by text collate "C"
);

create table logs (
  "position" bigint generated always as identity not null,
  execution_id text collate "C" not null,
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  task_id text collate "C",
  task_run_id text collate "C",
  attempt integer,
  at bigint not null,
  level text collate "C" not null,
  message text collate "C" not null
);

create table loop_values (
  execution_id text collate "C" not null,
  task_run_id text collate "C" not null,
  chunk integer not null,
  items text collate "C" not null
);

create table metrics (
  "position" bigint generated always as identity not null,
  execution_id text collate "C" not null,
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  task_id text collate "C" not null,
  task_run_id text collate "C" not null,
  name text collate "C" not null,
  type text collate "C" not null,
  value double precision not null,
  tags text collate "C" not null,
  at bigint not null
);

create table namespace_files (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  path text collate "C" not null,
  version integer not null,
  content text collate "C" not null,
  size bigint not null,
  created_at bigint not null
);

create table owners (
  id text collate "C" not null,
  host text collate "C" not null,
  pid bigint not null,
  acquired_at bigint not null,
  lease_until bigint not null
);

create table requests (
  id text collate "C" not null,
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  flow_revision integer not null,
  execution_id text collate "C" not null,
  task_id text collate "C" not null,
  task_run_id text collate "C" not null,
  iteration_key text collate "C" not null,
  round integer not null,
  status text collate "C" not null,
  version integer not null,
  title text collate "C" not null,
  instructions text collate "C",
  form text collate "C" not null,
  outcomes text collate "C" not null,
  requester text collate "C" not null,
  created_at bigint not null,
  due_at bigint,
  on_deadline text collate "C",
  settlement text collate "C"
);

create table schema_migrations (
  number integer not null,
  name text not null,
  breaking integer not null,
  applied_at bigint not null
);

create table secrets (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  key text collate "C" not null,
  name text collate "C" not null,
  description text collate "C",
  tags text collate "C" not null,
  sealed text collate "C" not null,
  key_id text collate "C" not null,
  version integer not null,
  created_at bigint not null,
  updated_at bigint not null
);

create table session (
  id text collate "C" not null,
  "expiresAt" timestamp with time zone not null,
  token text collate "C" not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text collate "C",
  "userAgent" text collate "C",
  "userId" text collate "C" not null
);

create table task_outputs (
  execution_id text collate "C" not null,
  task_id text collate "C" not null,
  task_run_id text collate "C" not null,
  tenant text collate "C" not null,
  path text collate "C" not null,
  outputs text collate "C" not null,
  path_key text collate "C"
);

create table task_runs (
  execution_id text collate "C" not null,
  sequence integer not null,
  id text collate "C" not null,
  tenant text collate "C" not null,
  task_id text collate "C" not null,
  parent_id text collate "C",
  iteration_key text collate "C" not null,
  value text collate "C",
  iteration integer,
  state text collate "C" not null,
  terminated integer not null,
  histories text collate "C" not null,
  attempts text collate "C" not null,
  progress text collate "C",
  waiting text collate "C"
);

create table tenants (
  id text collate "C" not null,
  created_at bigint not null
);

create table timers (
  id text collate "C" not null,
  tenant text collate "C" not null,
  execution_id text collate "C" not null,
  due_at bigint not null,
  purpose text collate "C" not null
);

create table tokens (
  id text collate "C" not null,
  tenant text collate "C" not null,
  name text collate "C" not null,
  hash text collate "C" not null,
  created_by text collate "C" not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint
);

create table trigger_events (
  id text collate "C" not null,
  tenant text collate "C" not null,
  execution_id text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  state text collate "C" not null,
  at bigint not null,
  release text collate "C"
);

create table triggers (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  trigger_id text collate "C" not null,
  version integer not null,
  type text collate "C" not null,
  definition text collate "C" not null,
  flow_revision integer not null,
  date bigint not null,
  next_at bigint,
  due_at bigint,
  execution_id text collate "C",
  evaluation_owner text collate "C",
  evaluation_since bigint,
  disabled integer not null,
  dormant integer not null,
  stop_after text collate "C" not null,
  backfill text collate "C",
  updated_at bigint not null
);

create table "user" (
  id text collate "C" not null,
  name text collate "C" not null,
  email text collate "C" not null,
  "emailVerified" boolean not null,
  image text collate "C",
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  username text collate "C",
  "displayUsername" text collate "C",
  tenant text collate "C",
  role text collate "C"
);

create table verification (
  id text collate "C" not null,
  identifier text collate "C" not null,
  value text collate "C" not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null
);

create table windows (
  tenant text collate "C" not null,
  namespace text collate "C" not null,
  flow_id text collate "C" not null,
  trigger_id text collate "C" not null,
  condition_id text collate "C" not null,
  version integer not null,
  starts_at bigint not null,
  ends_at bigint not null,
  results text collate "C" not null
);

alter table "user" add constraint user_email_key UNIQUE (email);

alter table "user" add constraint user_pkey PRIMARY KEY (id);

alter table "user" add constraint user_username_key UNIQUE (username);

alter table account add constraint account_pkey PRIMARY KEY (id);

alter table account add constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE;

alter table answers add constraint answers_pkey PRIMARY KEY (request_id, idempotency_key);

alter table audit_bodies add constraint audit_bodies_pkey PRIMARY KEY (tenant, seq);

alter table audit_events add constraint audit_events_pkey PRIMARY KEY (tenant, seq);

alter table audit_heads add constraint audit_heads_pkey PRIMARY KEY (tenant);

alter table execution_inputs add constraint execution_inputs_pkey PRIMARY KEY (execution_id);

alter table executions add constraint executions_pkey PRIMARY KEY (id);

alter table flow_revisions add constraint flow_revisions_pkey PRIMARY KEY (tenant, namespace, id, revision);

alter table flows add constraint flows_pkey PRIMARY KEY (tenant, namespace, id);

alter table inbox add constraint inbox_pkey PRIMARY KEY (id);

alter table jobs add constraint jobs_pkey PRIMARY KEY (task_run_id, attempt);

alter table kv add constraint kv_pkey PRIMARY KEY (tenant, namespace, key);

alter table logs add constraint logs_pkey PRIMARY KEY ("position");

alter table loop_values add constraint loop_values_pkey PRIMARY KEY (execution_id, task_run_id, chunk);

alter table metrics add constraint metrics_pkey PRIMARY KEY ("position");

alter table namespace_files add constraint namespace_files_pkey PRIMARY KEY (tenant, namespace, path, version);

alter table owners add constraint owners_pkey PRIMARY KEY (id);

alter table requests add constraint requests_pkey PRIMARY KEY (id);

alter table schema_migrations add constraint schema_migrations_pkey PRIMARY KEY (number);

alter table secrets add constraint secrets_pkey PRIMARY KEY (tenant, namespace, key);

alter table session add constraint session_pkey PRIMARY KEY (id);

alter table session add constraint session_token_key UNIQUE (token);

alter table session add constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE;

alter table task_outputs add constraint task_outputs_pkey PRIMARY KEY (execution_id, task_id, task_run_id);

alter table task_runs add constraint task_runs_pkey PRIMARY KEY (execution_id, sequence);

alter table tenants add constraint tenants_pkey PRIMARY KEY (id);

alter table timers add constraint timers_pkey PRIMARY KEY (id);

alter table tokens add constraint tokens_hash_key UNIQUE (hash);

alter table tokens add constraint tokens_pkey PRIMARY KEY (id);

alter table trigger_events add constraint trigger_events_pkey PRIMARY KEY (id);

alter table triggers add constraint triggers_pkey PRIMARY KEY (tenant, namespace, flow_id, trigger_id);

alter table verification add constraint verification_pkey PRIMARY KEY (id);

alter table windows add constraint windows_pkey PRIMARY KEY (tenant, namespace, flow_id, trigger_id, condition_id);

CREATE INDEX account_by_user ON public.account USING btree ("userId");

CREATE INDEX audit_events_by_actor ON public.audit_events USING btree (tenant, actor_id, seq);

CREATE INDEX audit_events_by_target ON public.audit_events USING btree (tenant, target_kind, target_id, seq);

CREATE INDEX executions_by_caller ON public.executions USING btree (caller_execution_id, terminated) WHERE (caller_execution_id IS NOT NULL);

CREATE INDEX executions_by_flow ON public.executions USING btree (tenant, namespace, flow_id, created_at, id);

CREATE INDEX executions_by_state ON public.executions USING btree (tenant, state, created_at, id);

CREATE INDEX executions_by_time ON public.executions USING btree (tenant, created_at, id);

CREATE INDEX executions_unfinished ON public.executions USING btree (id) WHERE (unfinished_turn = 1);

CREATE INDEX inbox_by_execution ON public.inbox USING btree (execution_id, id);

CREATE INDEX jobs_by_execution ON public.jobs USING btree (execution_id);

CREATE INDEX jobs_by_owner ON public.jobs USING btree (owner, created_at);

CREATE INDEX logs_by_execution ON public.logs USING btree (execution_id, "position");

CREATE INDEX metrics_by_execution ON public.metrics USING btree (execution_id, "position");

CREATE UNIQUE INDEX requests_by_gate ON public.requests USING btree (execution_id, task_id, iteration_key, round);

CREATE INDEX requests_by_status ON public.requests USING btree (tenant, status, created_at, id);

CREATE INDEX requests_by_time ON public.requests USING btree (tenant, created_at, id);

CREATE INDEX session_by_user ON public.session USING btree ("userId");

CREATE INDEX task_outputs_by_path ON public.task_outputs USING btree (execution_id, task_id, path_key) WHERE (path_key IS NOT NULL);

CREATE UNIQUE INDEX task_runs_by_id ON public.task_runs USING btree (id);

CREATE INDEX task_runs_live ON public.task_runs USING btree (execution_id, sequence) WHERE (terminated = 0);

CREATE INDEX timers_by_due ON public.timers USING btree (due_at, id);

CREATE INDEX timers_by_execution ON public.timers USING btree (execution_id);

CREATE INDEX tokens_by_tenant ON public.tokens USING btree (tenant, created_at);

CREATE INDEX triggers_by_due ON public.triggers USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX verification_by_identifier ON public.verification USING btree (identifier);

CREATE OR REPLACE FUNCTION public.audit_events_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'audit_events is append-only'; end $function$
;

CREATE TRIGGER audit_events_refuse_change BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();

CREATE TRIGGER audit_events_refuse_truncate BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse();
