import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { describe, expect, it, vi } from 'vitest'
import { isRunning } from '../../testing/is-running.ts'
import { runProcess } from './run-process.ts'
import { createLineSplitter } from './split-lines.ts'

describe('A program of a server', () => {
  it('does not outlive it, however it ends', async () => {
    const module = new URL('./run-process.ts', import.meta.url).href
    const code = `const { runProcess } = await import(${JSON.stringify(module)})
      await runProcess({ command: ['/bin/sh', '-c', 'sleep 600 & echo $$; echo $!; wait'], env: {}, directory: ${JSON.stringify(tmpdir())},
        signal: new AbortController().signal, onLine: (line) => console.log(line) })`
    const server = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pids: number[] = []
    for await (const line of createInterface({ input: server.stdout })) {
      pids.push(Number(line))
      if (pids.length === 2) break
    }
    expect(pids.map(isRunning)).toEqual([true, true])
    server.kill('SIGKILL')
    await once(server, 'exit')
    await expect.poll(() => pids.map(isRunning)).toEqual([false, false])
  })

  it('ends although what it has put into another session keeps its output open', async () => {
    // Only what the grace is measured by; what waits for conditions below has real time.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const pids: number[] = []
    try {
      const code = `const child = require('node:child_process').spawn('sleep', ['600'], { detached: true, stdio: 'inherit' })
        console.log(child.pid)
        child.unref()`
      const ended = runProcess({
        command: [process.execPath, '-e', code],
        env: { PATH: '/usr/bin:/bin' },
        directory: tmpdir(),
        signal: new AbortController().signal,
        onLine: (line) => void pids.push(Number(line)),
      })
      await expect.poll(() => [pids.length, vi.getTimerCount()], { timeout: 20_000 }).toEqual([1, 1])
      vi.advanceTimersByTime(5_000)
      expect(await ended).toBe(0)
      expect(vi.getTimerCount()).toBe(0)
      expect(pids.map(isRunning)).toEqual([true])
    } finally {
      vi.useRealTimers()
      for (const pid of pids) process.kill(pid, 'SIGKILL')
    }
  }, 30_000)

  it('is reported by the signal that ended it', async () => {
    const program = { command: ['/bin/sh', '-c', 'kill -9 $$'], env: {}, directory: tmpdir(), onLine() {} }
    expect(await runProcess({ ...program, signal: new AbortController().signal })).toBe(137)
  })

  it('is not started when it is stopped before', async () => {
    const program = { command: ['/bin/sh'], env: {}, directory: tmpdir(), onLine() {} }
    await expect(runProcess({ ...program, signal: AbortSignal.abort(new Error('late')) })).rejects.toThrow('late')
  })
})

describe('Lines', () => {
  it('come whole, whatever pieces they come in', () => {
    const lines: string[] = []
    const splitter = createLineSplitter((line) => lines.push(line))
    const bytes = Buffer.from('one\r\nzwölf\n\nlast')
    for (const byte of bytes) splitter.write(Buffer.from([byte]))
    splitter.end()
    expect(lines).toEqual(['one', 'zwölf', '', 'last'])
  })

  it('that never end come in pieces', () => {
    const lengths: number[] = []
    const splitter = createLineSplitter((line) => lengths.push(line.length))
    splitter.write(Buffer.alloc(2_500_000, 'x'))
    splitter.end()
    expect(lengths).toEqual([1_048_576, 1_048_576, 402_848])
  })
})
