import type { FastifyReply } from 'fastify'

/** Calls that are being answered, so that long ones end when their client goes or the server stops. */
export interface LiveCalls {
  /** A signal for one call. */
  signalFor(reply: FastifyReply): AbortSignal
  /** Ends every call that listens to its signal. */
  endAll(): void
}

/** Made once: every call ends with it, and an error of its own for each costs more than all else here. */
const CALL_ENDED = new DOMException('The call has ended.', 'AbortError')

export function createLiveCalls(): LiveCalls {
  const controllers = new Set<AbortController>()
  return {
    signalFor(reply) {
      const controller = new AbortController()
      controllers.add(controller)
      reply.raw.once('close', () => {
        controllers.delete(controller)
        controller.abort(CALL_ENDED)
      })
      return controller.signal
    },
    endAll() {
      for (const controller of controllers) controller.abort()
    },
  }
}
