import { type Encryption, type HostAnswer, messageOf, type Value } from '@countersign/core'
import type { SecretMasker } from './secret-masker.ts'

/** Opens a sealed value for an execution, which from then on has it masked in everything that people read. */
export function answerUnseal(
  encryption: Encryption | null,
  masker: SecretMasker,
  execution: { readonly tenant: string; readonly id: string },
  [encrypted]: readonly Value[],
): HostAnswer {
  if (encryption === null) {
    const message = 'An encrypted value cannot be opened: this server has no encryption key'
    return { ok: false, message }
  }
  try {
    const clear = encryption.decrypt(String(encrypted ?? ''))
    masker.learnOwn(execution.tenant, execution.id, clear)
    return { ok: true, value: clear }
  } catch (error) {
    return { ok: false, message: messageOf(error) }
  }
}
