import type { LogEntry, LogLevelName } from '../logs/log-entry.ts'
import type { logRoutes } from '../logs/routes.ts'
import type { QueryInputOf } from '../route.ts'
import { type CallOptions, pathOf, type Transport, type TransportRequest } from './transport.ts'

/** Which lines of a log. */
export type LogQuery = QueryInputOf<typeof logRoutes.list>

/** Logs of executions. */
export interface LogsClient {
  list(executionId: string, query?: LogQuery, options?: CallOptions): Promise<readonly LogEntry[]>
  /** The log as text, a line per entry. */
  download(executionId: string, query?: LogQuery, options?: CallOptions): Promise<string>
  /** The stored lines, then each new one, until the server closes the stream after the execution has ended. */
  follow(
    executionId: string,
    query?: { readonly minLevel?: LogLevelName },
    options?: CallOptions,
  ): AsyncGenerator<LogEntry, void, void>
}

export function createLogsClient(transport: Transport): LogsClient {
  const scope = 'tenant'
  return {
    list: (executionId, query, options) =>
      transport.json({ method: 'GET', scope, path: pathOf`/logs/${executionId}`, query, ...options }),
    download: (executionId, query, options) =>
      transport.text({
        method: 'GET',
        scope,
        path: pathOf`/logs/${executionId}/download`,
        query,
        accept: 'text/plain',
        ...options,
      }),
    follow: (executionId, query, options) =>
      followLog(transport, { method: 'GET', scope, path: pathOf`/logs/${executionId}/follow`, query, ...options }),
  }
}

async function* followLog(transport: Transport, request: TransportRequest): AsyncGenerator<LogEntry, void, void> {
  for await (const { kind, data } of transport.events(request)) {
    // `progress` carries a log line: the contract of `logs.follow`.
    if (kind === 'progress') yield data as LogEntry
  }
}
