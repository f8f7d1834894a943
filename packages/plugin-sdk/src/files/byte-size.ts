const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/**
 * Bytes of a size as flows write it: `10MB`, `512 kb`, `1000`. Units are powers of 1024. Undefined when it is no size.
 *
 * @example parseByteSize('10MB') // 10485760
 */
export function parseByteSize(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^\s*(\d+)\s*([A-Za-z]*)\s*$/.exec(text) ?? []
  const factor = UNITS[unit.toUpperCase()]
  return digits === '' || factor === undefined ? undefined : Number(digits) * factor
}
