import type { Logger } from '@countersign/core'

/** What was started and has to be closed, in reverse order. */
export interface CloseStack {
  push(name: string, close: () => Promise<unknown>): void
  /** Closes everything, the last first. One that fails is logged and does not keep the others from closing. */
  closeAll(): Promise<void>
}

export function createCloseStack(logger: Logger): CloseStack {
  const opened: { readonly name: string; readonly close: () => Promise<unknown> }[] = []
  return {
    push(name, close) {
      opened.push({ name, close })
    },
    async closeAll() {
      for (let entry = opened.pop(); entry !== undefined; entry = opened.pop()) {
        try {
          await entry.close()
        } catch (error) {
          logger.error('A part of the server could not be closed', { part: entry.name, error })
        }
      }
    },
  }
}
