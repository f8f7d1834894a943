import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'

/** Logging in and out. */
export function createSessionHandlers({ sessions }: Pick<AppPorts, 'sessions'>): ResourceHandlers<'session'> {
  return {
    async 'session.login'({ body, auth }) {
      const { principal, cookies } = await sessions.login(body.value, auth)
      return { status: 200, headers: { 'set-cookie': cookies }, json: await sessions.describe(principal) }
    },
    async 'session.logout'({ principal, auth }) {
      const { cookies } = await sessions.logout(principal, auth)
      return { status: 204, headers: { 'set-cookie': cookies } }
    },
    async 'session.me'({ principal }) {
      return { status: 200, json: await sessions.describe(principal) }
    },
  }
}
