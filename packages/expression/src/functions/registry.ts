import { appLink } from './app-link.ts'
import { block } from './block.ts'
import { credential } from './credential.ts'
import { currentEachOutput } from './current-each-output.ts'
import { dayOfMonth } from './day-of-month.ts'
import { dayOfWeek } from './day-of-week.ts'
import { decrypt } from './decrypt.ts'
import { encrypt } from './encrypt.ts'
import { env } from './env.ts'
import { errorLogs } from './error-logs.ts'
import { fetchContext } from './fetch-context.ts'
import { fileExists } from './file-exists.ts'
import { fileSize } from './file-size.ts'
import { fileURI } from './file-uri.ts'
import { fromIon } from './from-ion.ts'
import { fromJson } from './from-json.ts'
import { yaml } from './from-yaml.ts'
import type { TemplateFunction } from './function.ts'
import { hourOfDay } from './hour-of-day.ts'
import { http } from './http.ts'
import { id } from './id.ts'
import { isDateBetween } from './is-date-between.ts'
import { isDayWeekInMonth } from './is-day-week-in-month.ts'
import { isFileEmpty } from './is-file-empty.ts'
import { isLastWorkingDay } from './is-last-working-day.ts'
import { isPublicHoliday } from './is-public-holiday.ts'
import { isWeekend } from './is-weekend.ts'
import { iterationOutput } from './iteration-output.ts'
import { ksuid } from './ksuid.ts'
import { kv } from './kv.ts'
import { loopOutputs } from './loop-outputs.ts'
import { max } from './max.ts'
import { min } from './min.ts'
import { monthOfYear } from './month-of-year.ts'
import { nanoId } from './nano-id.ts'
import { now } from './now.ts'
import { parent } from './parent.ts'
import { parentOutput } from './parent-output.ts'
import { randomInt } from './random-int.ts'
import { randomPort } from './random-port.ts'
import { range } from './range.ts'
import { read } from './read.ts'
import { render } from './render.ts'
import { renderOnce } from './render-once.ts'
import { secret } from './secret.ts'
import { subflow } from './subflow.ts'
import { tasksWithState } from './tasks-with-state.ts'
import { uuid } from './uuid.ts'

const ALL: readonly TemplateFunction[] = [
  appLink,
  block,
  credential,
  currentEachOutput,
  dayOfMonth,
  dayOfWeek,
  decrypt,
  encrypt,
  env,
  errorLogs,
  fetchContext,
  fileExists,
  fileSize,
  fileURI,
  fromIon,
  fromJson,
  yaml,
  hourOfDay,
  http,
  id,
  isDateBetween,
  isDayWeekInMonth,
  isFileEmpty,
  isLastWorkingDay,
  isPublicHoliday,
  isWeekend,
  iterationOutput,
  ksuid,
  kv,
  loopOutputs,
  max,
  min,
  monthOfYear,
  nanoId,
  now,
  parentOutput,
  parent,
  randomInt,
  randomPort,
  range,
  read,
  renderOnce,
  render,
  secret,
  subflow,
  tasksWithState,
  uuid,
]

/** Every function by its name. `json` and `printContext` are the older names of `fromJson` and `fetchContext`. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map([
  ...ALL.map((item): [string, TemplateFunction] => [item.name, item]),
  ['json', fromJson],
  ['printContext', fetchContext],
  ['currentOutput', currentEachOutput],
])
