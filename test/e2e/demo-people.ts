/** Somebody of the demo with the password that its start prints. */
export type Person = { readonly username: string; readonly password: string }

/** The employee, the manager and the administrator of the demo. */
export const people = {
  emma: { username: 'emma', password: 'emma-demo-1' },
  max: { username: 'max', password: 'max-demo-1' },
  ada: { username: 'ada', password: 'ada-demo-1' },
} as const satisfies Record<string, Person>

/** `name:password`, as `--user` and curl's `-u` take it. */
export function loginOf({ username, password }: Person): string {
  return `${username}:${password}`
}

/** The header that curl's `-u` sends. */
export function basicOf(person: Person): string {
  return `Basic ${Buffer.from(loginOf(person)).toString('base64')}`
}
