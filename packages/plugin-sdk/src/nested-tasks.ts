import type { TaskResult } from './define-task.ts'

/**
 * Runs a task that a running task brings along as a text, such as a rendered template. It runs as part of the running one:
 * its lines go to the same log, its properties are rendered in the same place of the flow, the same signal stops it.
 */
export interface NestedTasks {
  /**
   * Reads the YAML of one task and runs it. `id`, `description` and the other members that every task has do nothing here.
   * @throws TaskFailure when the text is no task, its type is unknown, its properties are wrong, or it is of a type that only
   * the engine itself can run (flowable tasks, and those that change the execution); whatever the task itself throws
   */
  run(yaml: string): Promise<TaskResult>
}
