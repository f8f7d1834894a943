import { defineTask, p } from '@countersign/plugin-sdk'

/** The longest delay that a timer of Node takes; longer ones fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Waits, and is stopped by a kill or a timeout (engine.md 5.2). After a crash it waits anew: use `Pause` for long times. */
export const sleep = defineTask({
  type: 'io.kestra.plugin.core.flow.Sleep',
  title: 'Wait',
  description:
    'Waits for a time that is short. A worker is held while it waits; `Pause` waits for days and holds nothing.',
  properties: { duration: p.duration().mandatory() },
  async run(context, input) {
    context.log('INFO', `Waiting for ${input.duration / 1000} s`)
    for (let left = input.duration; left > 0; left -= LONGEST_TIMER_MS) {
      await wait(Math.min(left, LONGEST_TIMER_MS), context.signal)
    }
    return {}
  },
})

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
