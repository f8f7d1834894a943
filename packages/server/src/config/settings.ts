import { z } from 'zod'
import { configSchema } from './schema.ts'

/** One setting by its path. */
export interface Setting {
  /** Such as `mail.host`. */
  readonly path: string
  /** Such as `COUNTERSIGN_MAIL_HOST`. */
  readonly variable: string
  readonly description: string
  readonly fallback: unknown
  /** True for passwords and keys: printed masked. */
  readonly secret: boolean
}

interface JsonSchemaNode {
  readonly properties?: Readonly<Record<string, JsonSchemaNode>>
  readonly description?: string
  readonly default?: unknown
}

const SECRET_NAMES = /password|secret|Keys|databaseUrl/

/** All settings of the schema, in its order: what the loader, `config print` and the reference page go by. */
export function listSettings(): readonly Setting[] {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })
  const found: Setting[] = []
  // toJSONSchema gives a plain JSON Schema document; only the members named in JsonSchemaNode are read.
  collect(schema as JsonSchemaNode, '', found)
  return found
}

function collect(node: JsonSchemaNode, prefix: string, found: Setting[]): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (child.properties !== undefined) collect(child, path, found)
    else {
      found.push({
        path,
        variable: variableOf(path),
        description: child.description ?? '',
        fallback: child.default,
        secret: SECRET_NAMES.test(path),
      })
    }
  }
}

/** `mail.host` is `COUNTERSIGN_MAIL_HOST`, `databaseUrl` is `COUNTERSIGN_DATABASE_URL`. */
function variableOf(path: string): string {
  const words = path.replace(/\./g, '_').replace(/([a-z])([A-Z])/g, '$1_$2')
  return `COUNTERSIGN_${words.toUpperCase()}`
}
