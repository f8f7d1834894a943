import { spawnSync } from 'node:child_process'

/** Whether there is a process of this id that does anything: one that ended and that nobody has buried yet does not. */
export function isRunning(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  return state !== '' && !state.startsWith('Z')
}
