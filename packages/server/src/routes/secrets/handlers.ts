import type { SecretMeta } from '@countersign/contract'
import { namespaceLine, type StoredSecret } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'

/** Secrets of namespaces: what is known of them, never what they are. */
export function createSecretHandlers({
  engine,
  storage: { secrets },
  environmentSecrets,
  encrypts,
}: Pick<AppPorts, 'engine' | 'storage' | 'environmentSecrets' | 'encrypts'>): ResourceHandlers<'secrets'> {
  return {
    async 'secrets.list'({ tenant, params: { namespace }, query: { page, size } }) {
      const own = await secrets.list(tenant, [namespace])
      const kept = new Set(own.map(({ key }) => key))
      const given = environmentSecrets.filter((name) => !kept.has(name)).map((key) => ({ key }))
      const all = [...own.map(presentSecret), ...given]
      const results = all.slice((page - 1) * size, page * size)
      return { status: 200, json: { readOnly: !encrypts, results, total: all.length } }
    },
    async 'secrets.inherited'({ tenant, params: { namespace } }) {
      const line = namespaceLine(namespace)
      const all = await secrets.list(tenant, line)
      const names = (place: string) => all.filter((one) => one.namespace === place).map(({ name }) => name)
      const found = line.map((place): [string, readonly string[]] => [
        place,
        // What the server was started with is everybody's; Kestra lists it with the namespace that was asked for.
        [...new Set([...names(place), ...(place === namespace ? environmentSecrets : [])])],
      ])
      const some = found.filter(([place, own]) => own.length > 0 || place === namespace)
      return { status: 200, json: Object.fromEntries(some.map(([place, own]) => [place, [...own]])) }
    },
    async 'secrets.write'({ caller, params: { namespace }, body: { value: given } }) {
      const { key: name, value, description, tags } = given
      const about = { ...(description === undefined ? {} : { description }), ...(tags === undefined ? {} : { tags }) }
      const secret = await engine.putSecret(caller, { namespace, name, value, ...about })
      return { status: 200, json: [presentSecret(secret)] }
    },
    async 'secrets.describe'({ caller, params: { namespace, key: name }, body: { value: given } }) {
      const { description, tags } = given
      const about = { ...(description === undefined ? {} : { description }), ...(tags === undefined ? {} : { tags }) }
      const secret = await engine.describeSecret(caller, { namespace, name, ...about })
      return { status: 200, json: [presentSecret(secret)] }
    },
    async 'secrets.remove'({ caller, params: { namespace, key } }) {
      await engine.deleteSecret(caller, namespace, key)
      return { status: 200, json: [key] }
    },
    async 'secrets.reseal'({ caller }) {
      return { status: 200, json: { resealed: await engine.resealSecrets(caller) } }
    },
  }
}

function presentSecret({ name, description, tags }: StoredSecret): SecretMeta {
  return {
    key: name,
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags: tags.map(({ key, value }) => ({ key, value })) }),
  }
}
