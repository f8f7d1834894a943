import type { AppPorts } from '../app/app-ports.ts'
import type { HandlerMap } from '../app/route-handler.ts'
import { createApprovalHandlers } from './approvals/handlers.ts'
import { createAuditHandlers } from './audit/handlers.ts'
import { createDemoCatcherHandlers } from './demo-catcher/handlers.ts'
import { createExecutionHandlers } from './executions/handlers.ts'
import { createFlowHandlers } from './flows/handlers.ts'
import { createKvHandlers } from './kv/handlers.ts'
import { createLogHandlers } from './logs/handlers.ts'
import { createMetricHandlers } from './metrics/handlers.ts'
import { createNamespaceFileHandlers } from './namespace-files/handlers.ts'
import { createPluginHandlers } from './plugins/handlers.ts'
import { createSecretHandlers } from './secrets/handlers.ts'
import { createSessionHandlers } from './session/handlers.ts'
import { createSystemHandlers } from './system/handlers.ts'
import { createTokenHandlers } from './tokens/handlers.ts'
import { createTriggerHandlers } from './triggers/handlers.ts'
import { createWebhookHandlers } from './webhooks/handlers.ts'

/** The handler of every route. A route without one does not compile. */
export function createHandlers(ports: AppPorts): HandlerMap {
  return {
    ...createFlowHandlers(ports),
    ...createExecutionHandlers(ports),
    ...createWebhookHandlers(ports),
    ...createTriggerHandlers(ports),
    ...createLogHandlers(ports),
    ...createKvHandlers(ports),
    ...createNamespaceFileHandlers(ports),
    ...createMetricHandlers(ports),
    ...createSecretHandlers(ports),
    ...createApprovalHandlers(ports),
    ...createAuditHandlers(ports),
    ...createSessionHandlers(ports),
    ...createTokenHandlers(ports),
    ...createPluginHandlers(ports),
    ...createDemoCatcherHandlers(ports),
    ...createSystemHandlers(ports),
  }
}
