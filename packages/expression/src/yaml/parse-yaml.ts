import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseAllDocuments, Scalar } from 'yaml'
import { Fault } from '../errors/fault.ts'
import type { Datum } from '../value/datum.ts'
import { resolveScalar } from './resolve-scalar.ts'

/**
 * The first document of a YAML text. Words and numbers are read as in YAML 1.1 (`yes` is true, `010` is 8), as Kestra does.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function parseYaml(text: string): Datum {
  const [document] = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, merge: false, logLevel: 'silent' })
  if (document === undefined || !('errors' in document)) throw invalid('the text is empty')
  const [error] = document.errors
  if (error !== undefined) throw invalid(`${error.code} at offset ${error.pos[0]}`)
  if (document.contents === null) throw invalid('the text is empty')
  return toDatum(document.contents)
}

function toDatum(node: unknown): Datum {
  if (node === null || node === undefined) return null
  if (isScalar(node)) return scalarDatum(node)
  if (isSeq(node)) return node.items.map(toDatum)
  if (isMap(node)) {
    const map = new Map<Datum, Datum>()
    for (const pair of node.items) if (isPair(pair)) map.set(keyText(pair.key), toDatum(pair.value))
    return map
  }
  throw invalid(isAlias(node) ? 'anchors are not supported' : 'it holds something unknown')
}

/** Only words without quotes and without a tag may mean something else than their text. */
function scalarDatum(node: Scalar): Datum {
  const text = node.source ?? (typeof node.value === 'string' ? node.value : '')
  if (node.type !== Scalar.PLAIN && node.type !== undefined) return text
  return node.tag === 'tag:yaml.org,2002:str' ? text : resolveScalar(text)
}

/** Keys are texts, as they are written. */
function keyText(key: unknown): string {
  if (isScalar(key)) return key.source ?? String(key.value ?? 'null')
  return String((key as Node | null) ?? 'null')
}

function invalid(reason: string): Fault {
  return new Fault('EXPRESSION_VALUE', `Invalid YAML: ${reason}`)
}
