import { canonicalJson, type Hasher, type RawInput, type RawInputs, type ValueMap } from '@countersign/core'
import type { Answer, Caller } from '../../client.ts'

/** What makes two answers the same: who gives it, the outcome, the comment and the form as it was given. */
export function answerHash(hasher: Hasher, caller: Caller, answer: Answer): string {
  return hasher.sha256(
    canonicalJson({
      actor: `${caller.actor.kind}:${caller.actor.id}`,
      outcome: answer.outcome ?? null,
      comment: answer.comment ?? null,
      inputs: answer.inputs === null ? null : formValue(answer.inputs),
      ...(answer.untyped === undefined ? {} : { untyped: answer.untyped }),
    }),
  )
}

function formValue(inputs: RawInputs): ValueMap {
  return Object.fromEntries([...inputs].map(([id, input]) => [id, inputValue(input)]))
}

function inputValue(input: RawInput): ValueMap {
  switch (input.kind) {
    case 'text':
      return { text: input.text }
    case 'value':
      return { value: input.value }
    case 'file':
      return { file: input.file.digest, name: input.file.name }
  }
}
