import type { EffectTask, InlineTask, PollingTriggerCode } from '@countersign/plugin-sdk'
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
import { mergeOutputs } from './core/flow/for-each-item/merge-outputs.ts'
import { splitItems } from './core/flow/for-each-item/split-items.ts'
import { storeIteration } from './core/flow/loop/store-iteration.ts'
import { sleep } from './core/flow/sleep/task.ts'
import { captureDirectory } from './core/flow/working-directory/capture.ts'
import { prepareDirectory } from './core/flow/working-directory/prepare.ts'
import { download } from './core/http/download/task.ts'
import { request } from './core/http/request/task.ts'
import { sseRequest } from './core/http/sse-request/task.ts'
import { httpTrigger } from './core/http/trigger/trigger.ts'
import { kvDelete } from './core/kv/delete/task.ts'
import { kvGet } from './core/kv/get/task.ts'
import { kvGetKeys } from './core/kv/get-keys/task.ts'
import { purgeKv } from './core/kv/purge-kv/task.ts'
import { kvSet } from './core/kv/set/task.ts'
import { fetchLogs } from './core/log/fetch/task.ts'
import { log } from './core/log/log/task.ts'
import { purgeLogs } from './core/log/purge-logs/task.ts'
import { publishMetrics } from './core/metric/publish/task.ts'
import { deleteFiles } from './core/namespace/delete-files/task.ts'
import { downloadFiles } from './core/namespace/download-files/task.ts'
import { uploadFiles } from './core/namespace/upload-files/task.ts'
import { outputValues } from './core/output/output-values/task.ts'
import { stateDelete } from './core/state/delete/task.ts'
import { stateGet } from './core/state/get/task.ts'
import { stateSet } from './core/state/set/task.ts'
import { concat } from './core/storage/concat/task.ts'
import { deduplicateItems } from './core/storage/deduplicate-items/task.ts'
import { deleteFile } from './core/storage/delete/task.ts'
import { filterItems } from './core/storage/filter-items/task.ts'
import { localFiles } from './core/storage/local-files/task.ts'
import { purgeCurrentExecutionFiles } from './core/storage/purge-current-execution-files/task.ts'
import { reverse } from './core/storage/reverse/task.ts'
import { size } from './core/storage/size/task.ts'
import { split } from './core/storage/split/task.ts'
import { write } from './core/storage/write/task.ts'
import { templatedTask } from './core/templating/templated-task/task.ts'
import { toggle } from './core/trigger/toggle/task.ts'
import { discordExecution } from './notifications/discord/discord-execution/task.ts'
import { discordIncomingWebhook } from './notifications/discord/discord-incoming-webhook/task.ts'
import { googleChatExecution } from './notifications/google-chat/google-chat-execution/task.ts'
import { googleChatIncomingWebhook } from './notifications/google-chat/google-chat-incoming-webhook/task.ts'
import { mailExecution } from './notifications/mail/mail-execution/task.ts'
import { mailSend } from './notifications/mail/mail-send/task.ts'
import { pagerDutyAlert } from './notifications/pagerduty/pager-duty-alert/task.ts'
import { pagerDutyExecution } from './notifications/pagerduty/pager-duty-execution/task.ts'
import { slackExecution } from './notifications/slack/slack-execution/task.ts'
import { slackIncomingWebhook } from './notifications/slack/slack-incoming-webhook/task.ts'
import { teamsExecution } from './notifications/teams/teams-execution/task.ts'
import { teamsIncomingWebhook } from './notifications/teams/teams-incoming-webhook/task.ts'
import { telegramExecution } from './notifications/telegram/telegram-execution/task.ts'
import { telegramSend } from './notifications/telegram/telegram-send/task.ts'
import { nodeCommands } from './scripts/node/node-commands/task.ts'
import { nodeScript } from './scripts/node/node-script/task.ts'
import { pythonCommands } from './scripts/python/python-commands/task.ts'
import { pythonScript } from './scripts/python/python-script/task.ts'
import { shellCommands } from './scripts/shell/shell-commands/task.ts'
import { shellScript } from './scripts/shell/shell-script/task.ts'

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
  download,
  sseRequest,
  fetchLogs,
  write,
  concat,
  split,
  size,
  deleteFile,
  reverse,
  filterItems,
  deduplicateItems,
  localFiles,
  purgeCurrentExecutionFiles,
  uploadFiles,
  downloadFiles,
  deleteFiles,
  toggle,
  templatedTask,
  publishMetrics,
  slackIncomingWebhook,
  teamsIncomingWebhook,
  mailSend,
  slackExecution,
  teamsExecution,
  discordIncomingWebhook,
  discordExecution,
  googleChatIncomingWebhook,
  googleChatExecution,
  telegramSend,
  telegramExecution,
  pagerDutyAlert,
  pagerDutyExecution,
  mailExecution,
  nodeCommands,
  nodeScript,
  pythonCommands,
  pythonScript,
  shellCommands,
  shellScript,
]

/** The polling triggers that every server has, beside those that the engine carries out itself. */
export const builtinTriggers: readonly PollingTriggerCode[] = [httpTrigger]

/** Parts of flowable tasks that a worker does. Flows cannot name them; a server needs them beside `builtinTasks`. */
export const partTasks: readonly EffectTask[] = [
  prepareDirectory,
  captureDirectory,
  splitItems,
  mergeOutputs,
  storeIteration,
]
