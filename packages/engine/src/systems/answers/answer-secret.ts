import { type Execution, type HostAnswer, messageOf, type Value } from '@countersign/core'
import { parseJson } from '@countersign/expression'
import type { SecretMasker } from './secret-masker.ts'
import type { SecretSource } from './secret-source.ts'

/**
 * Answers `secret(key, namespace, subkey, full)`: the text, or a part of the JSON that it holds. Whatever is handed out is
 * remembered, so that it never shows in a log.
 */
export async function answerSecret(
  secrets: SecretSource,
  masker: SecretMasker,
  execution: Execution,
  [namespace, key, subkey, full]: readonly Value[],
): Promise<HostAnswer> {
  const name = String(key ?? '')
  let secret: string | undefined
  try {
    secret = await secrets.find(execution.tenant, String(namespace ?? execution.namespace), name)
  } catch (error) {
    return { ok: false, message: `The secret \`${name}\` cannot be read: ${messageOf(error)}` }
  }
  if (secret === undefined) {
    const message = `There is no secret \`${name}\`; define SECRET_${name.toUpperCase()} where the server runs`
    return { ok: false, message, absent: true }
  }
  masker.learn(execution.tenant, execution.id, secret)
  if ((subkey === null || subkey === undefined) && full !== true) return { ok: true, value: secret }
  const part = partOf(secret, name, subkey ?? null)
  if (part.ok && typeof part.value === 'string') masker.learn(execution.tenant, execution.id, part.value)
  return part
}

function partOf(secret: string, name: string, subkey: Value): HostAnswer {
  let value: Value
  try {
    value = parseJson(secret)
  } catch {
    // What the parser says would quote the secret.
    return { ok: false, message: `The secret \`${name}\` does not hold JSON, so no part of it can be read` }
  }
  if (subkey === null) return { ok: true, value }
  const member = String(subkey)
  const has = typeof value === 'object' && value !== null && Object.hasOwn(value, member)
  // Own members of a map or list that was just parsed.
  if (has) return { ok: true, value: (value as Readonly<Record<string, Value>>)[member] ?? null }
  return { ok: false, message: `The secret \`${name}\` has no member \`${member}\``, absent: true }
}
