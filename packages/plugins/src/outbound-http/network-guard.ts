import { lookup as lookupName } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type NetworkRules, TaskFailure } from '@countersign/plugin-sdk'

/** Says which hosts may be called. */
export interface NetworkGuard {
  /** @throws TaskFailure when the host, a name or an address, may not be called */
  check(host: string): void
  /** Looks a name up, and fails when it leads to an address that may not be called: names are what an attacker controls. */
  readonly lookup: LookupFunction
}

const LOOPBACK = ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128']
const WORDS: Readonly<Record<string, readonly string[]>> = {
  loopback: LOOPBACK,
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
}

/** Undefined when everything may be called. `name` is what messages call the other side. */
export function createNetworkGuard(rules: NetworkRules | undefined, name: string): NetworkGuard | undefined {
  if (rules === undefined || (!rules.denyLoopback && rules.deny.length === 0)) return undefined
  const denied = createMatcher([...(rules.denyLoopback ? ['loopback', 'localhost', '*.localhost'] : []), ...rules.deny])
  const allowed = createMatcher(rules.allow)
  const forbidden = (host: string) => denied(host) && !allowed(host)
  const refusal = () =>
    TaskFailure.fatal(
      `${name}: the settings of this server (\`http.denyLoopback\`, \`http.deny\`) forbid calls to this address.`,
      { code: 'HTTP_FORBIDDEN' },
    )
  return {
    check(host) {
      if (forbidden(bare(host))) throw refusal()
    },
    lookup(hostname, options, done) {
      lookupName(hostname, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return done(error, '')
        // A name that is allowed may lead anywhere.
        if (!allowed(hostname) && addresses.some(({ address }) => forbidden(address))) return done(refusal(), '')
        const [first] = addresses
        if (options.all === true) done(null, addresses)
        else done(null, first?.address ?? '', first?.family)
      })
    },
  }
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase()
}

function createMatcher(entries: readonly string[]): (host: string) => boolean {
  const networks = new BlockList()
  const names = new Set<string>()
  const endings: string[] = []
  for (const entry of entries.flatMap((word) => WORDS[word] ?? [word])) {
    const [address = '', prefix] = entry.split('/')
    const family = familyOf(address)
    if (family !== undefined) {
      if (prefix === undefined) networks.addAddress(address, family)
      else networks.addSubnet(address, Number(prefix), family)
    } else if (entry.startsWith('*.')) endings.push(entry.slice(1).toLowerCase())
    else names.add(entry.toLowerCase())
  }
  return (host) => {
    const family = familyOf(host)
    if (family !== undefined) return networks.check(host, family)
    const name = host.replace(/\.$/, '').toLowerCase()
    return names.has(name) || endings.some((ending) => name.endsWith(ending))
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}
