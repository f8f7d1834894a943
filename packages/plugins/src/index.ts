import type { EffectTask, InlineTask } from '@countersign/plugin-sdk'
import { echo } from './core/debug/echo/task.ts'
import { returnValue } from './core/debug/return/task.ts'
import { assertConditions } from './core/execution/assert/task.ts'
import { count } from './core/execution/count/task.ts'
import { exit } from './core/execution/exit/task.ts'
import { fail } from './core/execution/fail/task.ts'
import { labels } from './core/execution/labels/task.ts'
import { purgeExecutions } from './core/execution/purge-executions/task.ts'
import { resume } from './core/execution/resume/task.ts'
import { setVariables } from './core/execution/set-variables/task.ts'
import { unsetVariables } from './core/execution/unset-variables/task.ts'
import { sleep } from './core/flow/sleep/task.ts'
import { request } from './core/http/request/task.ts'
import { kvDelete } from './core/kv/delete/task.ts'
import { kvGet } from './core/kv/get/task.ts'
import { kvGetKeys } from './core/kv/get-keys/task.ts'
import { purgeKv } from './core/kv/purge-kv/task.ts'
import { kvSet } from './core/kv/set/task.ts'
import { log } from './core/log/log/task.ts'
import { purgeLogs } from './core/log/purge-logs/task.ts'
import { outputValues } from './core/output/output-values/task.ts'
import { stateDelete } from './core/state/delete/task.ts'
import { stateGet } from './core/state/get/task.ts'
import { stateSet } from './core/state/set/task.ts'
import { mailSend } from './notifications/mail/mail-send/task.ts'
import { slackIncomingWebhook } from './notifications/slack/slack-incoming-webhook/task.ts'
import { teamsIncomingWebhook } from './notifications/teams/teams-incoming-webhook/task.ts'

/** The task types that every server has, beside the flowable ones of `core`. */
export const builtinTasks: readonly (InlineTask | EffectTask)[] = [
  log,
  returnValue,
  echo,
  outputValues,
  labels,
  setVariables,
  unsetVariables,
  fail,
  assertConditions,
  exit,
  sleep,
  request,
  kvSet,
  kvGet,
  kvGetKeys,
  kvDelete,
  purgeKv,
  stateSet,
  stateGet,
  stateDelete,
  count,
  resume,
  purgeExecutions,
  purgeLogs,
  slackIncomingWebhook,
  teamsIncomingWebhook,
  mailSend,
]
