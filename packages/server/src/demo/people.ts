/** The tenant of the demo: the use case's `curl` calls `/api/v1/demo/...`. */
export const DEMO_TENANT = 'demo'

/** Somebody to be in the demo. The passwords are printed at start: a demo keeps no secret, and listens on loopback. */
export interface DemoPerson {
  readonly username: string
  readonly name: string
  readonly password: string
  readonly role: string
  readonly does: string
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { username: 'emma', name: 'Emma Employee', password: 'emma-demo-1', role: 'requester', does: 'asks: starts flows' },
  { username: 'max', name: 'Max Manager', password: 'max-demo-1', role: 'approver', does: 'decides: answers requests' },
  {
    username: 'ada',
    name: 'Ada Admin',
    password: 'ada-demo-1',
    role: 'admin',
    does: 'runs the place: changes flows, reads the audit log',
  },
]
