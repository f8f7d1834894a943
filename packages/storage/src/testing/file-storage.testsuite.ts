import type { FileContent, FileStorage } from '@countersign/core'
import { bytesOf } from '@countersign/core/testing'
import { describe, expect, it } from 'vitest'

/** What every `FileStorage` does, wherever it keeps its files. `subject` gives the one of the test, whose tenants are shared. */
export function describeFileStorage(subject: () => FileStorage): void {
  let count = 0
  const newTenant = () => `files-${++count}`

  const textOf = async (storage: FileStorage, tenant: string, uri: string) =>
    new TextDecoder().decode(await bytesOf(await storage.open(tenant, uri)))
  const bytes = (text: string) => new TextEncoder().encode(text)
  async function* pieces(...texts: readonly string[]): FileContent {
    for (const text of texts) yield bytes(text)
  }

  describe('one file', () => {
    it('is stored from bytes or from pieces, and read as it was written', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      const stat = await storage.put(tenant, 'kestra:///a/b/one.txt', bytes('hello'))
      expect(stat).toMatchObject({ uri: 'kestra:///a/b/one.txt', size: 5 })
      expect(stat.modifiedAt).toBeTypeOf('number')
      await storage.put(tenant, 'kestra:///a/b/two.txt', pieces('hel', '', 'lo ü'))
      expect(await textOf(storage, tenant, 'kestra:///a/b/one.txt')).toBe('hello')
      expect(await textOf(storage, tenant, 'kestra:///a/b/two.txt')).toBe('hello ü')
      expect(await storage.stat(tenant, 'kestra:///a/b/two.txt')).toMatchObject({ size: 8 })
    })

    it('may be empty, and larger than one piece', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      await storage.put(tenant, 'kestra:///empty', pieces())
      expect(await storage.stat(tenant, 'kestra:///empty')).toMatchObject({ size: 0 })
      expect(await textOf(storage, tenant, 'kestra:///empty')).toBe('')
      const large = new Uint8Array(300_000).map((_, index) => index % 251)
      await storage.put(tenant, 'kestra:///large', large)
      expect(await bytesOf(await storage.open(tenant, 'kestra:///large'))).toEqual(large)
    })

    it('is replaced whole', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      await storage.put(tenant, 'kestra:///f', bytes('a long first text'))
      await storage.put(tenant, 'kestra:///f', bytes('short'))
      expect(await textOf(storage, tenant, 'kestra:///f')).toBe('short')
    })

    it('is not there, and the one before stays, when its content breaks off', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      await storage.put(tenant, 'kestra:///f', bytes('before'))
      async function* broken(): FileContent {
        yield bytes('half')
        throw new Error('the sender went away')
      }
      await expect(storage.put(tenant, 'kestra:///f', broken())).rejects.toThrow('the sender went away')
      await expect(storage.put(tenant, 'kestra:///g', broken())).rejects.toThrow('the sender went away')
      expect(await textOf(storage, tenant, 'kestra:///f')).toBe('before')
      expect((await storage.list(tenant, 'kestra:///')).map((file) => file.uri)).toEqual(['kestra:///f'])
    })

    it('is deleted once', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      await storage.put(tenant, 'kestra:///a/f', bytes('x'))
      expect(await storage.delete(tenant, 'kestra:///a/f')).toBe(true)
      expect(await storage.delete(tenant, 'kestra:///a/f')).toBe(false)
      expect(await storage.stat(tenant, 'kestra:///a/f')).toBeNull()
      await expect(storage.open(tenant, 'kestra:///a/f')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    })

    it('may have a name with blanks, letters of any language and characters that URIs escape', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      const { uri } = await storage.put(tenant, 'kestra:///a/Bericht%20f%C3%BCr%20100%25%3F.txt', bytes('x'))
      expect(await textOf(storage, tenant, uri)).toBe('x')
      expect((await storage.list(tenant, 'kestra:///a/')).map((file) => file.uri)).toEqual([uri])
    })
  })

  describe('many files', () => {
    it('are listed in order below a prefix, at any depth, and none that only begins like it', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      for (const path of ['a/2', 'a/b/c/3', 'a/1', 'ab/4', 'c'])
        await storage.put(tenant, `kestra:///${path}`, bytes('x'))
      const uris = async (prefix: string) => (await storage.list(tenant, prefix)).map((file) => file.uri.slice(10))
      expect(await uris('kestra:///a/')).toEqual(['a/1', 'a/2', 'a/b/c/3'])
      expect(await uris('kestra:///')).toEqual(['a/1', 'a/2', 'a/b/c/3', 'ab/4', 'c'])
      expect(await uris('kestra:///nothing/')).toEqual([])
    })

    it('are deleted below a prefix, and only there', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      for (const path of ['a/1', 'a/b/2', 'ab/3']) await storage.put(tenant, `kestra:///${path}`, bytes('x'))
      expect(await storage.deletePrefix(tenant, 'kestra:///a/')).toBe(2)
      expect(await storage.deletePrefix(tenant, 'kestra:///a/')).toBe(0)
      expect((await storage.list(tenant, 'kestra:///')).map((file) => file.uri)).toEqual(['kestra:///ab/3'])
    })

    it('are written at once, also into folders that are being deleted', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      const names = Array.from({ length: 40 }, (_, index) => `kestra:///busy/${index}/f`)
      await Promise.all(
        names.flatMap((uri) => [storage.put(tenant, uri, bytes('x')), storage.deletePrefix(tenant, 'kestra:///gone/')]),
      )
      expect(await storage.list(tenant, 'kestra:///busy/')).toHaveLength(40)
    })
  })

  describe('walls', () => {
    it('tenants do not see each other', async () => {
      const [storage, one, other] = [subject(), newTenant(), newTenant()]
      await storage.put(one, 'kestra:///f', bytes('mine'))
      expect(await storage.stat(other, 'kestra:///f')).toBeNull()
      expect(await storage.list(other, 'kestra:///')).toEqual([])
      expect(await storage.deletePrefix(other, 'kestra:///')).toBe(0)
      expect(await textOf(storage, one, 'kestra:///f')).toBe('mine')
    })

    it.each([
      'kestra:///../f',
      'kestra:///a/../../f',
      'kestra:///a/%2e%2e/f',
      'kestra:///a/..%2ff',
      String.raw`kestra:///a\..\f`,
      'kestra:///a//f',
      'kestra:///',
      'kestra:///a/',
      'kestra:///a/%00',
      'kestra:///a/%zz',
      'kestra://host/f',
      'file:///etc/passwd',
      '/etc/passwd',
    ])('%s is refused everywhere', async (uri) => {
      const [storage, tenant] = [subject(), newTenant()]
      const refusal = { code: 'FILE_URI_INVALID' }
      await expect(storage.put(tenant, uri, bytes('x'))).rejects.toMatchObject(refusal)
      await expect(storage.open(tenant, uri)).rejects.toMatchObject(refusal)
      await expect(storage.stat(tenant, uri)).rejects.toMatchObject(refusal)
      await expect(storage.delete(tenant, uri)).rejects.toMatchObject(refusal)
    })

    it('a prefix must end in a slash and stay inside', async () => {
      const [storage, tenant] = [subject(), newTenant()]
      for (const prefix of ['kestra:///a', 'kestra:///a/../', 'file:///']) {
        await expect(storage.list(tenant, prefix)).rejects.toMatchObject({ code: 'FILE_URI_INVALID' })
        await expect(storage.deletePrefix(tenant, prefix)).rejects.toMatchObject({ code: 'FILE_URI_INVALID' })
      }
    })
  })
}
