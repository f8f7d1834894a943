import { type Flow, formatDurationMs, type Label, type RetryPolicy, type Sla } from '@countersign/core'

/** The policies of a flow as the API shows them: what was written, in the words of Kestra. `listeners` are not among them. */
export function presentPolicies({ retry, concurrency, sla, checks, pluginDefaults }: Flow) {
  return {
    ...(retry === undefined ? {} : { retry: presentRetry(retry) }),
    ...(concurrency === null ? {} : { concurrency: { ...concurrency } }),
    ...(sla.length === 0 ? {} : { sla: sla.map(presentSla) }),
    ...(checks.length === 0 ? {} : { checks: checks.map((check) => ({ ...check })) }),
    ...(pluginDefaults.length === 0 ? {} : { pluginDefaults: pluginDefaults.map((item) => ({ ...item })) }),
  }
}

/** Durations are written as Java does: `PT1M30S`. */
export function presentRetry(retry: RetryPolicy): Readonly<Record<string, unknown>> {
  const { type, maxAttempts, maxDurationMs, warningOnRetry, behavior } = retry
  return {
    type,
    ...presentIntervals(retry),
    ...(maxAttempts === null ? {} : { maxAttempts }),
    ...(maxDurationMs === null ? {} : { maxDuration: formatDurationMs(maxDurationMs) }),
    warningOnRetry,
    behavior,
  }
}

function presentIntervals(retry: RetryPolicy): Readonly<Record<string, unknown>> {
  switch (retry.type) {
    case 'constant':
      return { interval: formatDurationMs(retry.intervalMs) }
    case 'exponential':
      return {
        interval: formatDurationMs(retry.intervalMs),
        maxInterval: formatDurationMs(retry.maxIntervalMs),
        delayFactor: retry.delayFactor,
      }
    case 'random':
      return {
        minInterval: formatDurationMs(retry.minIntervalMs),
        maxInterval: formatDurationMs(retry.maxIntervalMs),
      }
  }
}

function presentSla(sla: Sla): Readonly<Record<string, unknown>> {
  const { id, type, behavior, labels } = sla
  return {
    id,
    type,
    behavior,
    ...(labels.length === 0 ? {} : { labels: labels.map(({ key, value }: Label) => ({ key, value })) }),
    ...(sla.type === 'MAX_DURATION' ? { duration: formatDurationMs(sla.durationMs) } : { assert: sla.assert }),
  }
}
