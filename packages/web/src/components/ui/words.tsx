/** A text of the server, in which names stand between backticks: those become code. Nothing else in it is read. */
export function Words({ text }: { readonly text: string }) {
  let start = 0
  return (
    <>
      {piecesOf(text).map((piece) => {
        const key = start
        start += piece.text.length + 1
        return piece.isCode ? <code key={key}>{piece.text}</code> : piece.text
      })}
    </>
  )
}

function piecesOf(text: string): readonly { readonly isCode: boolean; readonly text: string }[] {
  const pieces = text.split('`')
  // An odd number of backticks is no pair: the text is shown as it is.
  if (pieces.length % 2 === 0) return [{ isCode: false, text }]
  return pieces.map((piece, index) => ({ isCode: index % 2 === 1, text: piece }))
}
