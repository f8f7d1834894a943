/** A text of the server, in which names stand between backticks: those become code. Nothing else in it is read. */
export function Words({ text }: { readonly text: string }) {
  const pieces = text.split('`')
  // An odd number of backticks is no pair: the text is shown as it is.
  if (pieces.length % 2 === 0) return <>{text}</>
  return (
    <>
      {pieces.map((piece, index) =>
        // Pieces have no other identity than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        index % 2 === 0 ? piece : <code key={index}>{piece}</code>,
      )}
    </>
  )
}
