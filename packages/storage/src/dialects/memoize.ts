/** Remembers what was made of each subject, for as long as the subject lives. */
export function memoize<Subject extends object, Made>(make: (subject: Subject) => Made): (subject: Subject) => Made {
  const made = new WeakMap<Subject, { readonly value: Made }>()
  return (subject) => {
    const known = made.get(subject)
    if (known !== undefined) return known.value
    const value = make(subject)
    made.set(subject, { value })
    return value
  }
}
