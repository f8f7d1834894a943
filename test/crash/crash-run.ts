import { startServer } from '../support/server-process.ts'
import { type Api, createApi, createToken } from './api.ts'
import { checkEverything } from './check.ts'
import { type Effects, startEffects } from './effects.ts'
import { CRASH_FLOWS, FLOW_IDS, NAMESPACE } from './flows.ts'
import { createLedger, type Ledger, recordDecision } from './ledger.ts'
import { createSeeded, type Seeded } from './seeded.ts'

export type CrashOptions = {
  readonly kills: number
  readonly seed: number
  readonly databaseUrl?: string
  readonly program?: 'source' | 'built'
  /** Told after every kill. */
  readonly onKill?: (kill: number) => void
}

export type CrashReport = {
  /** Every contradiction in words; empty when all is well. */
  readonly faults: readonly string[]
  readonly kills: number
  readonly executions: number
  readonly decisions: number
  readonly late: number
  readonly replayed: number
  /** From kill to ready again, in ms. */
  readonly downtimesMs: readonly number[]
}

type Request = { readonly id: string; readonly executionId: string; readonly taskId: string }

/** Executions started before each kill. */
const BATCH = 12

/**
 * Kills a real server again and again while people start executions and answer gates, then holds everything that was
 * acknowledged against what is there.
 */
export async function crashRun(options: CrashOptions): Promise<CrashReport> {
  const seeded = createSeeded(options.seed)
  const effects = await startEffects()
  const server = await startServer({
    program: options.program ?? 'source',
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  })
  const ledger = createLedger()
  try {
    const api = createApi(server.baseUrl, await createToken(server.baseUrl, server.admin), NAMESPACE)
    for (const source of CRASH_FLOWS) {
      const reply = await api.saveFlow(source)
      if (reply?.status !== 200) throw new Error(`a flow was refused: ${JSON.stringify(reply)}`)
    }
    for (let kill = 1; kill <= options.kills; kill++) {
      const { started, finished } = workload(api, ledger, effects, seeded, kill)
      await started
      await new Promise((resolve) => setTimeout(resolve, seeded.int(250)))
      await server.kill9()
      const from = performance.now()
      await finished
      await server.start()
      ledger.counts.downtimesMs.push(performance.now() - from)
      ledger.counts.kills += 1
      options.onKill?.(kill)
    }
    await settle(api, ledger)
    if ((await api.verify()) === null) throw new Error(`the server is gone:\n${server.output()}`)
    const faults = await checkEverything(api, ledger, effects)
    return {
      faults,
      kills: ledger.counts.kills,
      executions: ledger.created.size,
      decisions: ledger.decided.size,
      late: ledger.counts.refusedAsLate,
      replayed: ledger.counts.replayed,
      downtimesMs: ledger.counts.downtimesMs,
    }
  } finally {
    await server.close()
    await effects.close()
  }
}

/** Starts executions and answers gates at the same time; `started` comes with the first reply, in the middle of the rest. */
function workload(api: Api, ledger: Ledger, effects: Effects, seeded: Seeded, round: number) {
  const flowIds = Array.from({ length: BATCH }, () => FLOW_IDS[seeded.int(FLOW_IDS.length)] ?? 'gated')
  const starts = flowIds.map(async (flowId, index) => {
    const inputs: Record<string, string> = { effects: effects.url }
    if (flowId !== 'timed') inputs.n = String(round * 100 + index)
    const reply = await api.start(flowId, inputs)
    if (reply === null) return
    if (reply.status !== 200)
      ledger.faults.push(`starting ${flowId} got ${reply.status}: ${JSON.stringify(reply.body)}`)
    else ledger.created.set((reply.body as { readonly id: string }).id, { flowId })
  })
  const answers = answerOpen(api, ledger, `r${round}`)
  return { started: Promise.race([...starts, answers]), finished: Promise.all([...starts, answers]) }
}

/** Sends again what got no reply, then answers everything that is open, every third request twice. */
async function answerOpen(api: Api, ledger: Ledger, round: string): Promise<number> {
  await Promise.all(
    [...ledger.unsure.values()].map(async (answer) =>
      recordDecision(ledger, answer, await api.decide(answer.requestId, answer.answer, answer.key)),
    ),
  )
  const open = await allOpen(api)
  const answers = open.flatMap((request, index) => {
    const one = (person: string) => ({
      requestId: request.id,
      executionId: request.executionId,
      answer: `${person} in ${round}`,
      key: `${request.id}-${person}-${round}`,
    })
    return index % 3 === 0 ? [one('ana'), one('ben')] : [one('ana')]
  })
  await Promise.all(
    answers.map(async (answer) =>
      recordDecision(ledger, answer, await api.decide(answer.requestId, answer.answer, answer.key)),
    ),
  )
  return open.length
}

async function allOpen(api: Api): Promise<Request[]> {
  const found: Request[] = []
  let cursor: string | null = null
  do {
    const page = (await api.openRequests(cursor))?.body as
      | { readonly results: readonly Request[]; readonly nextCursor: string | null }
      | undefined
    found.push(...(page?.results ?? []))
    cursor = page?.nextCursor ?? null
  } while (cursor !== null)
  // The gates of `timed` are left to their deadline.
  return found.filter((request) => request.taskId === 'gate')
}

/** Answers until nothing is open and every execution has ended, or two minutes have passed. */
async function settle(api: Api, ledger: Ledger): Promise<void> {
  const deadline = performance.now() + 120_000
  for (let round = 0; performance.now() < deadline; round++) {
    const answered = await answerOpen(api, ledger, `end${round}`)
    if (answered === 0 && ledger.unsure.size === 0 && (await allEnded(api))) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function allEnded(api: Api): Promise<boolean> {
  for (let page = 1; ; page++) {
    const reply = await api.executions(page)
    const { results } = (reply?.body ?? { results: [] }) as {
      readonly results: readonly { readonly state: { readonly current: string } }[]
    }
    if (
      results.some(
        (execution) => !['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'].includes(execution.state.current),
      )
    )
      return false
    if (results.length < 200) return true
  }
}
