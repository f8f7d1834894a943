// The one place that names the codec of JSON columns. It loses nothing: 1.0 stays 1.0 and long integers keep their digits.
export { parseJson, stringifyJson } from '@countersign/core'
