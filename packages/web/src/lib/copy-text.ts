/**
 * Puts a text on the clipboard. Browsers offer their clipboard API on secure origins only; a server that is reached over
 * plain HTTP in its own network is no such origin, so the older way stands in there. False when neither works.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Permission was refused: the older way may still work.
    }
  }
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}
