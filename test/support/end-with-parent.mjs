import { isMainThread } from 'node:worker_threads'

// Preloaded into servers under test: ends the process when its standard input closes, that is when the test that started it
// died without stopping it. Does not keep the process alive. Threads of the server preload it too, and theirs is empty.
if (isMainThread) {
  const end = () => process.kill(process.pid, 'SIGKILL')
  process.stdin.resume()
  process.stdin.unref?.()
  process.stdin.once('end', end)
  process.stdin.once('error', end)
}
