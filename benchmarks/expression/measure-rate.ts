/** Something to do over and over; the number keeps the work from being optimised away. */
export interface Contestant {
  readonly name: string
  run(): number
}

/** Rates of one contestant, in runs for each second of CPU time of this process. */
export interface Rate {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

export interface RateSettings {
  readonly rounds: number
  /** Milliseconds of CPU time for each contestant in each round. */
  readonly roundMs: number
  readonly warmUpMs: number
}

/**
 * Measures contestants in turn, round by round, so that a change of the machine's speed meets all of them. CPU time is that of
 * the whole process, collector and compiler threads included: other processes on the machine do not count, helpers of our own do.
 */
export function measureRates(contestants: readonly Contestant[], settings: RateSettings): ReadonlyMap<string, Rate> {
  const prepared = contestants.map((contestant) => ({ contestant, batch: warmUp(contestant, settings.warmUpMs) }))
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const { contestant, batch } of prepared) {
      samples.get(contestant.name)?.push(sample(contestant, batch, settings.roundMs))
    }
  }
  return new Map([...samples].map(([name, rates]) => [name, summarise(rates)]))
}

/** A fixed piece of work that has nothing to do with templates: its rate tells how fast the machine was in this run. */
export const calibration: Contestant = {
  name: 'calibration',
  run() {
    let hash = 2_166_136_261
    let text = ''
    for (let index = 0; index < 1_000; index += 1) {
      hash = Math.imul(hash ^ (index & 0xff), 16_777_619)
      if ((index & 31) === 0) text += String.fromCharCode(97 + ((hash >>> 8) % 26))
    }
    return text.length + (hash & 1)
  },
}

/** Runs until the code is compiled; gives how many runs take about two milliseconds. */
function warmUp(contestant: Contestant, milliseconds: number): number {
  let batch = 16
  const end = cpuMilliseconds() + milliseconds
  for (;;) {
    const started = cpuMilliseconds()
    if (started >= end) return batch
    repeat(contestant, batch)
    const elapsed = cpuMilliseconds() - started
    if (elapsed < 1) batch *= 2
    else if (elapsed > 4) batch = Math.max(1, Math.floor(batch / 2))
  }
}

function sample(contestant: Contestant, batch: number, milliseconds: number): number {
  const started = cpuMilliseconds()
  let runs = 0
  let elapsed = 0
  while (elapsed < milliseconds) {
    repeat(contestant, batch)
    runs += batch
    elapsed = cpuMilliseconds() - started
  }
  return (runs / elapsed) * 1_000
}

function repeat(contestant: Contestant, times: number): void {
  let sum = 0
  for (let count = 0; count < times; count += 1) sum += contestant.run()
  if (sum < 0) throw new Error(`${contestant.name} gave a negative length`)
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function summarise(rates: readonly number[]): Rate {
  const sorted = rates.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  return { median: at(Math.floor(sorted.length / 2)), lowest: at(0), highest: at(sorted.length - 1) }
}
