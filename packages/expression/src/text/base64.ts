const OUTSIDE = /[^A-Za-z0-9+/]/
/** `String.fromCharCode` takes only so many arguments. */
const BLOCK = 8192

/** Bytes as Base64 with padding. */
export function bytesToBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += BLOCK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + BLOCK))
  }
  return btoa(binary)
}

/** The bytes of Base64, with or without padding; null for other texts. */
export function base64ToBytes(text: string): Uint8Array | null {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.slice(0, text.length - padding)
  const rest = digits.length % 4
  if (OUTSIDE.test(digits) || rest === 1 || (padding > 0 && rest + padding !== 4)) return null
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0))
}
