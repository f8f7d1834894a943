/** Which addresses tasks may not call, by the server's configuration. What `allow` names may be called in any case. */
export interface NetworkRules {
  /** Whether the machine of the server itself may not be called. */
  readonly denyLoopback: boolean
  /** Host names (`*.example.org` for all below), addresses, networks (`10.0.0.0/8`), and the words `private` and `link-local`. */
  readonly deny: readonly string[]
  readonly allow: readonly string[]
}
