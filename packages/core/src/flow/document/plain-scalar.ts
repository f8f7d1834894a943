import { decimalValue, narrowInteger } from '../../inputs/numbers.ts'
import type { Value } from '../../json/value.ts'

const NOTHING = /^(?:~|null|Null|NULL|)$/
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/
const BINARY = /^([-+]?)0b([01_]+)$/
const OCTAL = /^([-+]?)0([0-7_]+)$/
const HEX = /^([-+]?)0x([0-9a-fA-F_]+)$/
const DECIMAL_INTEGER = /^([-+]?)(0|[1-9][0-9_]*)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$/

/**
 * The value of a plain (unquoted) scalar by the rules of YAML 1.1 as Kestra's parser applies them: `on`, `off`, `yes` and
 * `no` are booleans, `010` is octal, `1e3` is a decimal; dates and `12:30` stay texts
 * (observed/engine.md "Log message", case bas-yaml-booleans).
 */
export function plainScalarValue(text: string): Value {
  if (NOTHING.test(text)) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  return integerValue(text) ?? floatValue(text) ?? text
}

function integerValue(text: string): number | bigint | undefined {
  const forms: readonly (readonly [RegExp, string])[] = [
    [DECIMAL_INTEGER, ''],
    [OCTAL, '0o'],
    [HEX, '0x'],
    [BINARY, '0b'],
  ]
  for (const [form, prefix] of forms) {
    const match = form.exec(text)
    if (match === null) continue
    const digits = (match[2] ?? '').replaceAll('_', '')
    if (digits === '') return undefined
    return narrowInteger(BigInt(prefix + digits) * (match[1] === '-' ? -1n : 1n))
  }
  return undefined
}

function floatValue(text: string): Value | undefined {
  if (!FLOAT.test(text)) return undefined
  const digits = text.replaceAll('_', '')
  return Number.isFinite(Number(digits)) ? decimalValue(digits) : undefined
}
