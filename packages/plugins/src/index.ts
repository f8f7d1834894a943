import type { EffectTask, InlineTask } from '@countersign/plugin-sdk'
import { echo } from './core/debug/echo/task.ts'
import { returnValue } from './core/debug/return/task.ts'
import { assertConditions } from './core/execution/assert/task.ts'
import { exit } from './core/execution/exit/task.ts'
import { fail } from './core/execution/fail/task.ts'
import { labels } from './core/execution/labels/task.ts'
import { setVariables } from './core/execution/set-variables/task.ts'
import { unsetVariables } from './core/execution/unset-variables/task.ts'
import { sleep } from './core/flow/sleep/task.ts'
import { download } from './core/http/download/task.ts'
import { request } from './core/http/request/task.ts'
import { fetchLogs } from './core/log/fetch/task.ts'
import { log } from './core/log/log/task.ts'
import { deleteFiles } from './core/namespace/delete-files/task.ts'
import { downloadFiles } from './core/namespace/download-files/task.ts'
import { uploadFiles } from './core/namespace/upload-files/task.ts'
import { outputValues } from './core/output/output-values/task.ts'
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
  download,
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
  slackIncomingWebhook,
  teamsIncomingWebhook,
  mailSend,
]
