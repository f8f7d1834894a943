import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { auditEventSchema, auditVerificationSchema } from './audit/audit-event.ts'
import { caughtMessageSchema } from './demo-catcher/caught-message.ts'
import { kvListItemSchema, kvValueSchema } from './kv/kv-entry.ts'
import { logEntrySchema } from './logs/log-entry.ts'
import { pluginDocumentationSchema, pluginSchema } from './plugins/plugin.ts'
import { routes } from './routes.ts'
import { meSchema } from './session/me.ts'
import { configsSchema, healthSchema, versionSchema } from './system/server-info.ts'
import { createdServiceTokenSchema, serviceTokenRequestSchema } from './tokens/service-token.ts'

const at = '2026-11-24T09:00:00.000Z'

const samples: readonly (readonly [string, z.ZodType, unknown])[] = [
  [
    'a log line',
    logEntrySchema,
    {
      namespace: 'n',
      flowId: 'f',
      taskId: 't',
      executionId: 'e',
      taskRunId: 'r',
      attemptNumber: 0,
      timestamp: at,
      level: 'ERROR',
      thread: 'worker_1',
      message: 'text',
    },
  ],
  ['a KV text', kvValueSchema, { type: 'STRING', value: 'hello', revision: 1, updated: at }],
  ['a KV null', kvValueSchema, { type: 'STRING', revision: 1, updated: at }],
  ['a KV list', kvValueSchema, { type: 'JSON', value: [1, 2.5, { a: null }], revision: 2, updated: at }],
  [
    'a KV key',
    kvListItemSchema,
    { namespace: 'n', key: 'k', version: 1, creationDate: at, updateDate: at, description: 'd', expirationDate: at },
  ],
  [
    'an audit event',
    auditEventSchema,
    {
      seq: 1,
      at,
      actor: { kind: 'service', id: 's', name: 'CI' },
      action: 'approval.decided',
      target: { kind: 'approval', id: 'a', namespace: 'n' },
      requestId: null,
      from: { door: 'api', ipHash: 'ab' },
      body: { outcome: 'resume' },
      bodyHash: 'b',
      prevHash: '0',
      hash: 'c',
    },
  ],
  [
    'a broken chain',
    auditVerificationSchema,
    { valid: false, events: 9, unsealed: 0, headHash: 'c', firstBroken: { seq: 4, reason: 'hash differs' } },
  ],
  [
    'a person',
    meSchema,
    {
      id: 'u',
      kind: 'user',
      username: 'ana',
      name: 'Ana',
      superAdmin: false,
      tenants: [{ id: 'demo', permissions: ['approval:decide'] }],
    },
  ],
  [
    'a new token',
    createdServiceTokenSchema,
    { id: 't', name: 'CI', createdBy: 'u', createdAt: at, expiresAt: null, revokedAt: null, token: 'cs_1' },
  ],
  [
    'the settings of a Kestra',
    configsSchema,
    {
      uuid: 'u',
      version: '1.3.31',
      edition: 'OSS',
      chartDefaultDuration: 'PT24H',
      isCustomDashboardsEnabled: true,
      isAnonymousUsageEnabled: false,
      isUiAnonymousUsageEnabled: false,
      isTemplateEnabled: false,
      url: 'http://127.0.0.1:8080',
      preview: { initial: 100, max: 5000 },
      systemNamespace: 'system',
      hiddenLabelsPrefixes: ['system.'],
      isAiEnabled: false,
      isAiApiKeyConfigured: false,
      isBasicAuthInitialized: true,
      pluginsHash: 12,
      isConcurrencyViewEnabled: true,
    },
  ],
  ['a version', versionSchema, { version: '0.1.0', type: 'STANDALONE' }],
  ['a health', healthSchema, { name: 'countersign', status: 'UP', details: { database: { status: 'UP' } } }],
  [
    'a plugin',
    pluginSchema,
    { name: 'core', title: 'Core', group: 'g', tasks: [{ cls: 'a.Log', deprecated: false }], triggers: [], guides: [] },
  ],
  [
    'a documentation',
    pluginDocumentationSchema,
    { markdown: '# Log', schema: { properties: { type: 'object' }, outputs: {}, definitions: {} } },
  ],
  [
    'a caught multipart request',
    caughtMessageSchema,
    {
      id: '1',
      at,
      summary: 'Mia: APPROVED',
      links: [],
      kind: 'hr',
      method: 'POST',
      path: '/hr/approvals',
      headers: {},
      contentType: 'multipart/form-data',
      body: null,
      fields: [{ name: 'status', value: 'APPROVED' }],
    },
  ],
  [
    'a caught mail',
    caughtMessageSchema,
    {
      id: '2',
      at,
      summary: 's',
      links: [],
      kind: 'mail',
      from: 'a@x',
      to: ['b@x'],
      subject: 's',
      text: 't',
      html: null,
    },
  ],
]

describe('answers', () => {
  it.each(samples)('take %s without losing a member', (_, schema, sample) => {
    expect(schema.parse(sample)).toEqual(sample)
  })
})

describe('requests', () => {
  it('name a token and say when it dies, with zone', () => {
    expect(serviceTokenRequestSchema.parse({ name: ' CI ' })).toEqual({ name: 'CI' })
    expect(serviceTokenRequestSchema.safeParse({ name: '' }).success).toBe(false)
    expect(serviceTokenRequestSchema.safeParse({ name: 'CI', expiresAt: 'soon' }).success).toBe(false)
  })

  it('read the filters of a log and refuse unknown levels', () => {
    expect(routes.logs.list.query.parse({ minLevel: 'WARN', attempt: '1' })).toEqual({ minLevel: 'WARN', attempt: 1 })
    expect(routes.logs.list.query.safeParse({ minLevel: 'LOUD' }).success).toBe(false)
  })

  it('read the time to live of a KV value from a header', () => {
    expect(routes.kv.write.headers.parse({ ttl: 'PT5M', host: 'x' })).toEqual({ ttl: 'PT5M' })
  })
})
