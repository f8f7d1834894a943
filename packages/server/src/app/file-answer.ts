import { OCTET_STREAM_TYPE } from '@countersign/contract'
import type { FileContent } from '@countersign/core'

/**
 * The answer that gives a file to somebody. It is a download of plain bytes whatever is in it: what somebody uploaded must never
 * run as a page of this server.
 */
export function fileAnswer(name: string, size: number, content: FileContent) {
  return {
    status: 200,
    type: OCTET_STREAM_TYPE,
    headers: {
      'content-disposition': attachment(name),
      'content-length': String(size),
      'cache-control': 'no-cache',
    },
    stream: content,
  } as const
}

/** RFC 6266: the name in ASCII for old clients, and whole in UTF-8. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
