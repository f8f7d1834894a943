import type { Fault } from '../errors/fault.ts'
import { jqSyntaxFault } from './jq-error.ts'
import type { JqToken } from './jq-lexer.ts'

const END: JqToken = { kind: 'end', value: '', parts: [], at: 0 }

/** Walks over the tokens of a jq program. Methods named `expect…` throw a `Fault` with `EXPRESSION_VALUE`. */
export class JqTokenReader {
  readonly #tokens: readonly JqToken[]
  #index = 0

  constructor(tokens: readonly JqToken[]) {
    this.#tokens = tokens
  }

  get current(): JqToken {
    return this.#tokens[this.#index] ?? END
  }

  get following(): JqToken {
    return this.#tokens[this.#index + 1] ?? END
  }

  next(): JqToken {
    const token = this.current
    this.#index += 1
    return token
  }

  isSign(value: string): boolean {
    return this.current.kind === 'sign' && this.current.value === value
  }

  isName(value: string): boolean {
    return this.current.kind === 'name' && this.current.value === value
  }

  acceptSign(value: string): boolean {
    if (!this.isSign(value)) return false
    this.#index += 1
    return true
  }

  acceptName(value: string): boolean {
    if (!this.isName(value)) return false
    this.#index += 1
    return true
  }

  expectSign(value: string): void {
    if (!this.acceptSign(value)) throw this.unexpected(`\`${value}\` is missing`)
  }

  expectName(value: string): void {
    if (!this.acceptName(value)) throw this.unexpected(`\`${value}\` is missing`)
  }

  expect(kind: JqToken['kind']): JqToken {
    if (this.current.kind !== kind) throw this.unexpected(`a ${kind} is missing`)
    return this.next()
  }

  unexpected(reason?: string): Fault {
    return jqSyntaxFault(
      reason ?? (this.current.kind === 'end' ? 'it ends too early' : 'this is not expected here'),
      this.current.at,
    )
  }
}
