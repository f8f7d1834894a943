const ENCODER = new TextEncoder()
// Byte order marks belong to the text, as in Java.
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

/** The UTF-8 bytes of a text. */
export function utf8Bytes(text: string): Uint8Array {
  return ENCODER.encode(text)
}

/** The text of UTF-8 bytes; what is no UTF-8 becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  return DECODER.decode(bytes)
}
