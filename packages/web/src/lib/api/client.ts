import { type Client, createClient } from '@countersign/contract/client'
import { parseJson } from './lossless-json.ts'

/** The REST API of the server that this page came from, with the session's cookie. It holds no state. */
export const api: Client = createClient({ baseUrl: '', name: 'ui', parseJson })
