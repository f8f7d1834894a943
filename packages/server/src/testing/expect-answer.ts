import { JSON_TYPE, type RouteSpec } from '@countersign/contract'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'

/** Checks status and shape of an answer against the contract and gives its JSON. */
export function expectAnswer(route: RouteSpec, status: number, answer: LightMyRequestResponse): unknown {
  expect(answer.statusCode, answer.body).toBe(status)
  const schema = route.responses[status]?.content?.[JSON_TYPE]
  if (schema === undefined) return undefined
  const json: unknown = answer.json()
  const parsed = schema.safeParse(json)
  expect(parsed.error?.issues ?? []).toEqual([])
  return json
}
