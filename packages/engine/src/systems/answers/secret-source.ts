/** Where `secret('NAME')` looks: environment variables, or a vault. */
export interface SecretSource {
  /** The clear text; undefined when there is no such secret. Names are case-insensitive. Rejects when it cannot tell. */
  find(tenant: string, namespace: string, name: string): Promise<string | undefined>
}
