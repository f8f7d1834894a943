import type { Login, Me } from '../session/me.ts'
import type { CallOptions, Transport } from './transport.ts'

/** Logging in and out. The session is a cookie, so this is for browsers; other clients send Basic or a token. */
export interface SessionClient {
  login(login: Login, options?: CallOptions): Promise<Me>
  logout(options?: CallOptions): Promise<void>
  me(options?: CallOptions): Promise<Me>
}

export function createSessionClient(transport: Transport): SessionClient {
  const scope = 'instance'
  return {
    login: (login, options) =>
      transport.json({ method: 'POST', scope, path: '/login', body: { kind: 'json', value: login }, ...options }),
    logout: (options) => transport.send({ method: 'POST', scope, path: '/logout', ...options }),
    me: (options) => transport.json({ method: 'GET', scope, path: '/me', ...options }),
  }
}
