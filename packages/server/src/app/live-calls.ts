import type { FastifyReply } from 'fastify'

/** Calls that are being answered, so that long ones end when their client goes or the server stops. */
export interface LiveCalls {
  /** A signal for one call. */
  signalFor(reply: FastifyReply): AbortSignal
  /** Ends every call that listens to its signal. */
  endAll(): void
}

export function createLiveCalls(): LiveCalls {
  const controllers = new Set<AbortController>()
  return {
    signalFor(reply) {
      const controller = new AbortController()
      controllers.add(controller)
      reply.raw.once('close', () => {
        controllers.delete(controller)
        controller.abort()
      })
      return controller.signal
    },
    endAll() {
      for (const controller of controllers) controller.abort()
    },
  }
}
