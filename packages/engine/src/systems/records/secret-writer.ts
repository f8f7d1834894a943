import {
  AppError,
  type AuditAction,
  type AuditDraft,
  type Clock,
  type Encryption,
  type Guard,
  type SecretStore,
  type StoredSecret,
  SYSTEM_ACTOR,
  type TenantStore,
  type Write,
} from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import { createKeyedQueue } from '../keyed-queue.ts'

/** Writes the encrypted secrets of namespaces. */
export type SecretWriter = Pick<EngineClient, 'putSecret' | 'describeSecret' | 'deleteSecret' | 'resealSecrets'>

interface SecretWriterOptions {
  readonly secrets: SecretStore
  readonly tenants: TenantStore
  readonly encryption: Encryption | null
  readonly committer: Committer
  readonly clock: Clock
}

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,255}$/
const MAX_LENGTH = 64 * 1024

/** Secrets that are sealed anew in one commit. */
const RESEAL_BATCH = 100

/** The audit log names a secret and what became of it, never a value; nothing but the sealed text is ever written. */
export function createSecretWriter(options: SecretWriterOptions): SecretWriter {
  const { secrets, tenants, encryption, committer, clock } = options
  const queue = createKeyedQueue()
  type Content = Pick<StoredSecret, 'name' | 'description' | 'tags' | 'sealed' | 'keyId'>

  function change(
    caller: Caller,
    namespace: string,
    name: string,
    make: (before: StoredSecret | null) => Content,
  ): Promise<StoredSecret> {
    const key = name.toUpperCase()
    const { tenant } = caller
    return queue.run(`${tenant} ${namespace} ${key}`, async () => {
      const now = clock.now()
      const before = await secrets.find(tenant, [namespace], key)
      const version = (before?.version ?? 0) + 1
      const createdAt = before?.createdAt ?? now
      const row: StoredSecret = { ...make(before), tenant, namespace, key, version, createdAt, updatedAt: now }
      const written: Write = { kind: 'secret-put', row }
      const body = { version, valueChanged: row.sealed !== before?.sealed }
      await commit(caller, 'secret.written', row, before?.version ?? 0, written, body)
      return row
    })
  }

  async function commit(
    { tenant, actor, origin }: Caller,
    action: AuditAction,
    { namespace, key, name }: Pick<StoredSecret, 'namespace' | 'key' | 'name'>,
    version: number,
    write: Write,
    body: AuditDraft['body'],
  ): Promise<void> {
    const target = { kind: 'secret', id: name, namespace } as const
    const guard: Guard = { kind: 'secret-version', tenant, namespace, key, version }
    const audit = [{ tenant, at: clock.now(), actor, action, target, origin, body }]
    const outcome = await committer.commit({ guards: [guard], writes: [write], audit })
    if (outcome === 'committed') return
    throw new AppError('INTERNAL', `The secret \`${name}\` was changed by somebody else at the same time; try again`)
  }

  return {
    async putSecret(caller, { namespace, name, value, description, tags }) {
      const sealing = assertKeyed(encryption)
      assertSecret(name, value)
      return change(caller, namespace, name, (before) => ({
        name,
        description: description ?? before?.description ?? null,
        tags: tags ?? before?.tags ?? [],
        sealed: sealing.encrypt(value),
        keyId: sealing.keyId,
      }))
    },
    async describeSecret(caller, { namespace, name, description, tags }) {
      return change(caller, namespace, name, (before) => {
        if (before === null) throw secretNotFound(namespace, name)
        return { ...before, description: description ?? before.description, tags: tags ?? before.tags }
      })
    },
    deleteSecret(caller, namespace, name) {
      const { tenant } = caller
      const key = name.toUpperCase()
      return queue.run(`${tenant} ${namespace} ${key}`, async () => {
        const before = await secrets.find(tenant, [namespace], key)
        if (before === null) throw secretNotFound(namespace, name)
        const { version } = before
        await commit(caller, 'secret.deleted', before, version, { kind: 'secret-delete', tenant, namespace, key }, {})
      })
    },
    async resealSecrets(caller) {
      const sealing = assertKeyed(encryption)
      let count = 0
      for (const tenant of await tenants.list()) {
        count += await resealTenant({ ...options, encryption: sealing }, caller, tenant)
      }
      return count
    },
  }
}

/** In small steps; one that somebody changes meanwhile is sealed with the newest key by that very change. */
async function resealTenant(
  { secrets, committer, clock, encryption }: SecretWriterOptions & { readonly encryption: Encryption },
  { actor, origin, tenant: own }: Caller,
  tenant: string,
): Promise<number> {
  // A person is known in their own tenant only.
  const by = tenant === own ? actor : SYSTEM_ACTOR
  for (let count = 0; ; ) {
    const batch = await secrets.sealedByOthers(tenant, encryption.keyId, RESEAL_BATCH)
    if (batch.length === 0) return count
    const outcomes = await Promise.all(
      batch.map((before) => {
        const { namespace, key, name, version } = before
        const sealed = encryption.encrypt(encryption.decrypt(before.sealed))
        const row = { ...before, sealed, keyId: encryption.keyId, version: version + 1 }
        const target = { kind: 'secret', id: name, namespace } as const
        const body = { keyId: encryption.keyId }
        return committer.commit({
          guards: [{ kind: 'secret-version', tenant, namespace, key, version }],
          writes: [{ kind: 'secret-put', row }],
          audit: [{ tenant, at: clock.now(), actor: by, action: 'secret.resealed', target, origin, body }],
        })
      }),
    )
    count += outcomes.filter((outcome) => outcome === 'committed').length
  }
}

function assertKeyed(encryption: Encryption | null): Encryption {
  if (encryption !== null) return encryption
  const text =
    'This server has no encryption key, so it can keep no secret: set `encryption.secretKey` to the base64 of 32 random bytes'
  throw new AppError('ENCRYPTION_MISSING', text)
}

function assertSecret(name: string, value: string): void {
  if (!NAME.test(name)) {
    const message = `\`${name}\` cannot be the name of a secret: it begins with a letter or digit and holds only letters, digits, \`.\`, \`_\` and \`-\``
    throw new AppError('SECRET_INVALID', message, { fields: [{ field: 'key', code: 'SECRET_NAME', message }] })
  }
  if (value !== '' && value.length <= MAX_LENGTH) return
  const message = value === '' ? 'The secret is empty' : `The secret is longer than ${MAX_LENGTH} characters`
  throw new AppError('SECRET_INVALID', message, { fields: [{ field: 'value', code: 'SECRET_VALUE', message }] })
}

function secretNotFound(namespace: string, name: string): AppError {
  return new AppError('SECRET_NOT_FOUND', `Namespace \`${namespace}\` has no secret \`${name}\` of its own`)
}
