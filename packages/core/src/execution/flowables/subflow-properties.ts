import { p } from '../../task/properties/p.ts'

/** Properties of a Subflow; the static ones decide about its own task run, the others are rendered when the child is created. */
export const SUBFLOW_PROPERTIES = {
  namespace: p.string().mandatory().describe('Namespace of the flow to run.'),
  flowId: p.string().mandatory().describe('Id of the flow to run.'),
  revision: p.int().describe('Revision of the flow; the newest when left out.'),
  inputs: p.map(p.any()).describe('Inputs of the flow to run; values keep their types.'),
  labels: p.any().describe('Labels of the new execution, as a map or a list of `key` and `value`.'),
  wait: p.boolean().default(true).static().describe('Wait until the new execution has ended.'),
  transmitFailed: p
    .boolean()
    .default(true)
    .static()
    .describe('Take over the state of the new execution when it failed or warned.'),
  inheritLabels: p.boolean().default(false).static().describe('Pass the labels of this execution on.'),
  scheduleDate: p.string().describe('Instant at which the new execution starts.'),
  restartBehavior: p
    .enum(['RETRY_FAILED', 'NEW_EXECUTION'])
    .default('RETRY_FAILED')
    .static()
    .describe('What a restart of this execution does: restart the failed execution too, or start a new one.'),
  outputs: p
    .map(p.any().static())
    .describe('Old form of outputs: rendered where the new execution ends, when its flow declares no outputs.'),
}
