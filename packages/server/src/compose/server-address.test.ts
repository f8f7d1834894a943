import { describe, expect, it } from 'vitest'
import { settleAddress } from './server-address.ts'

describe('the address of a server', () => {
  it.each([
    ['127.0.0.1', undefined, 'http://127.0.0.1:8080'],
    ['0.0.0.0', undefined, 'http://localhost:8080'],
    ['::', undefined, 'http://localhost:8080'],
    ['::1', undefined, 'http://[::1]:8080'],
    ['0.0.0.0', 'https://approve.example/', 'https://approve.example'],
  ])('on %s, reached under %s, is %s in links', async (host, url, expected) => {
    const config = { host, port: 8080, ...(url === undefined ? {} : { url }) }
    expect((await settleAddress({ url: undefined, ...config })).url).toBe(expected)
  })

  it('with port 0 names the port that it will listen on', async () => {
    const { port, url } = await settleAddress({ host: '127.0.0.1', port: 0, url: undefined })
    expect(port).toBeGreaterThan(0)
    expect(url).toBe(`http://127.0.0.1:${port}`)
  })
})
