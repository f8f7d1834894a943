import { parseIon, parseJson } from '@countersign/expression'
import { isFileUri } from '../../files/file-uri.ts'
import type { Value } from '../../json/value.ts'
import { describeValue, isList, isMap, toText } from '../../task/properties/value-text.ts'
import type { Rendering } from '../context/rendering.ts'
import { writeKeyed } from '../keyed-value.ts'

/** What a Loop goes over. */
export interface LoopItems {
  /** Texts as they are, everything else as JSON text; with keys, the JSON text of a list of key and value. */
  readonly values: readonly string[]
  readonly keyed: boolean
  /** They are the lines of a file. */
  readonly fromFile: boolean
}

/**
 * The values of a Loop: a list or a map, as written or out of an expression, or the lines of a stored file, each of which is an ION
 * value. Unlike those of a ForEach they may be equal.
 *
 * @param readLines the lines of a stored file; may end with a pending signal
 * @throws Error that says what is wrong; PendingSignal
 */
export function renderLoopItems(
  raw: Value,
  rendering: Rendering,
  readLines: (uri: string) => readonly string[],
): LoopItems {
  const value = typeof raw === 'string' ? fromText(raw, rendering) : rendering.deep(raw)
  if (typeof value === 'string') {
    return { values: readLines(value).map(lineValue), keyed: false, fromFile: true }
  }
  if (isList(value)) return { values: value.map(toText), keyed: false, fromFile: false }
  if (!isMap(value)) throw new Error(`A Loop goes over a list, a map or a file; its values are ${describeValue(value)}`)
  const values = Object.entries(value).map(([key, one]) => writeKeyed(key, toText(one)))
  return { values, keyed: true, fromFile: false }
}

/** A list or map, or the address of a file as text. */
function fromText(raw: string, rendering: Rendering): Value {
  const rendered = rendering.typed(raw)
  if (typeof rendered !== 'string' || isFileUri(rendered.trim())) {
    return typeof rendered === 'string' ? rendered.trim() : rendered
  }
  const parsed = parse(rendered)
  // A text in JSON is still no address of a file.
  return typeof parsed === 'string' ? null : parsed
}

function parse(text: string): Value {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'JsonSyntaxError') throw error
    throw new Error(
      `A Loop goes over a list, a map or a file, as a JSON text such as ["a", "b"]; its values are ${describeValue(text)}`,
    )
  }
}

function lineValue(line: string): string {
  const [value = null] = parseIon(line) as readonly Value[]
  return toText(value)
}
