import type { EffectTask, InlineTask } from '@countersign/plugin-sdk'
import { returnValue } from './core/debug/return/task.ts'
import { request } from './core/http/request/task.ts'
import { log } from './core/log/log/task.ts'

/** The task types that every server has. */
export const builtinTasks: readonly (InlineTask | EffectTask)[] = [log, returnValue, request]
