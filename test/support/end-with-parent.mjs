// Preloaded into servers under test: ends the process when its standard input closes, that is when the test that started it
// died without stopping it. Does not keep the process alive.
process.stdin.resume()
process.stdin.unref?.()
process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL'))
process.stdin.once('error', () => process.kill(process.pid, 'SIGKILL'))
