import { emptyResponse, JSON_TYPE, jsonResponse } from '../media-type.ts'
import { defineRoute } from '../route.ts'
import { loginSchema, meSchema } from './me.ts'

/** Logging in and out. */
export const sessionRoutes = {
  login: defineRoute({
    id: 'session.login',
    method: 'POST',
    path: '/login',
    scope: 'instance',
    summary: 'Log in with user name and password',
    description: 'Sets the session cookie. JSON only: a form of another site cannot send it.',
    access: 'open',
    permission: null,
    body: { required: true, content: { [JSON_TYPE]: loginSchema } },
    responses: {
      200: { ...jsonResponse('Who is logged in now', meSchema), headers: { 'Set-Cookie': 'The session cookie' } },
    },
    errors: [401, 415, 422, 429],
  }),
  logout: defineRoute({
    id: 'session.logout',
    method: 'POST',
    path: '/logout',
    scope: 'instance',
    summary: 'Log out',
    access: 'session',
    permission: null,
    responses: { 204: emptyResponse('The session is over') },
    errors: [],
  }),
  me: defineRoute({
    id: 'session.me',
    method: 'GET',
    path: '/me',
    scope: 'instance',
    summary: 'Who is logged in',
    access: 'session',
    permission: null,
    responses: { 200: jsonResponse('The caller', meSchema) },
    errors: [],
  }),
} as const
