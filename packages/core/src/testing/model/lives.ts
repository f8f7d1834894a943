import type { ExpressionEngine } from '@countersign/expression'
import { invariant } from '../../errors/invariant.ts'
import type { Flow } from '../../flow/flow.ts'
import type { Ids } from '../../ports/environment.ts'
import type { TaskCatalogue } from '../../task/task-type.ts'
import { createSequentialIds } from '../sequential-ids.ts'
import { flowOf, TEST_PERSON } from '../stepped-execution.ts'
import { createTestClock } from '../test-clock.ts'
import { type Happening, Life } from './life.ts'
import type { TreeTask } from './tree.ts'
import { writtenFlow } from './written-flow.ts'

/** A choice of the random source: what happens next, and in which way. */
export interface Choice {
  readonly pick: number
  /** People intervene, or repeat what has ended. */
  readonly intervenes: boolean
  /** All that follows happens before anything else does. */
  readonly whole: boolean
  /** Old news arrives again in the same turn. */
  readonly repeats: boolean
}

/** Everything that is random about a life. */
export interface LifePlan {
  readonly flow: TreeTask
  /** What every Subflow runs. */
  readonly child: TreeTask
  readonly choices: readonly Choice[]
  readonly hasAnswer: boolean
  /** False: turns see only what lives. */
  readonly complete: boolean
  /** After which steps turns are cut, again and again. */
  readonly cuts: readonly boolean[]
}

/** What the lives of a run share, made once. */
export interface LifeTools {
  readonly catalogue: TaskCatalogue
  readonly expressions: ExpressionEngine
}

/** Lives through a plan: everything random happens, then whatever is left, until nothing can happen any more. @throws where the model differs */
export function live(plan: LifePlan, tools: LifeTools): void {
  const world = new Lives(plan, tools)
  for (const choice of plan.choices) world.happen(choice)
  world.bringToEnd()
}

class Lives {
  readonly #plan: LifePlan
  readonly #tools: LifeTools
  readonly #ids: Ids = createSequentialIds()
  readonly #clock = createTestClock()
  readonly #lives: Life[] = []
  readonly #childFlow: Flow
  #steps = 0
  #repetitions = 0

  constructor(plan: LifePlan, tools: LifeTools) {
    this.#plan = plan
    this.#tools = tools
    this.#childFlow = flowOf(writtenFlow({ ...plan.child, id: 'child' }), tools.catalogue)
    this.#begin(plan.flow, flowOf(writtenFlow(plan.flow), tools.catalogue), {})
  }

  #begin(tree: TreeTask, flow: Flow, more: object): Life {
    const { hasAnswer, complete, cuts } = this.#plan
    const life = new Life(tree, hasAnswer, {
      ...this.#tools,
      ...more,
      flow,
      complete,
      ids: this.#ids,
      clock: this.#clock,
      answers: hasAnswer ? { 'kv(company.team, k)': 'yes' } : {},
      shouldYield: () => cuts[this.#steps++ % cuts.length] ?? false,
    })
    this.#lives.push(life)
    return life
  }

  happen({ pick, intervenes, whole, repeats }: Choice): void {
    const life = this.#lives[pick % this.#lives.length]
    if (life === undefined) return
    if (intervenes && (life.isOver || pick % 7 === 0)) return this.#again(life, pick)
    const possible = intervenes ? life.interventions() : this.#possible(life)
    const happening = possible[pick % possible.length]
    if (happening === undefined) return
    const beside = repeats ? life.past[pick % life.past.length] : undefined
    life.happen(happening, { whole, ...(beside === undefined ? {} : { beside }) })
    if (happening.event.kind === 'kill') this.#killChildren(life)
  }

  /** A child is restarted by its parent only. */
  #again(life: Life, pick: number): void {
    if (life.parent !== null || this.#repetitions >= 3) return
    this.#repetitions++
    if (life.isOver && pick % 2 === 0) life.restart()
    else if (!life.stepped.isCut) life.replay(pick >> 1)
  }

  #possible(life: Life): readonly Happening[] {
    return [...life.possible(), ...this.#children(life), ...this.#messages(life)]
  }

  /** Children that can begin, or be refused. */
  #children(life: Life): readonly Happening[] {
    const { rows } = life.stepped
    return [...rows.jobs.values()].flatMap(({ kind, taskRunId }): readonly Happening[] => {
      const run = rows.taskRuns.get(taskRunId)
      if (kind !== 'start-child' || run?.waiting?.kind !== 'child') return []
      const childId = run.waiting.executionId
      const begun = this.#lives.find((one) => one.id === childId)
      const waits = life.stepped.model.run(taskRunId)?.task.waits ?? false
      const also = () => {
        if (begun !== undefined) return void begun.restart()
        const parent = waits ? { parent: { executionId: life.id, taskRunId } } : {}
        this.#begin(this.#plan.child, this.#childFlow, { id: childId, ...parent })
      }
      const refused: Happening = { event: { kind: 'child-refused', taskRunId, message: 'no' } }
      if (begun !== undefined && begun.parent === null) return [refused]
      const started = { kind: 'child-started', taskRunId, childId, namespace: 'company.team', flowId: 'child' } as const
      return [{ event: started, also }, refused]
    })
  }

  /** What other executions have told this one. */
  #messages(life: Life): readonly Happening[] {
    return this.#lives.flatMap((other) =>
      other.messages
        .filter((message) => message.executionId === life.id)
        .map((message) => ({ event: message.news, also: () => void other.delivered.add(message.id) })),
    )
  }

  /** As the engine does: all children of a killed execution are killed, those that nobody waits for, too. */
  #killChildren(life: Life): void {
    for (const child of this.#lives) {
      if (child.parent?.executionId !== life.id || !child.isAlive) continue
      child.happen({ event: { kind: 'kill', actor: TEST_PERSON, origin: { door: 'flow' } } }, { whole: true })
    }
  }

  bringToEnd(): void {
    for (const life of this.#lives)
      life.happen({ event: { kind: 'end-pause', actor: TEST_PERSON, origin: { door: 'api' } } }, { whole: true })
    for (let left = 3_000; left > 0; left--) {
      const life = this.#lives.find((one) => this.#possible(one).length > 0)
      const [next] = life === undefined ? [] : this.#possible(life)
      if (life === undefined || next === undefined) return this.#checkEnd()
      life.happen(next, { whole: true })
    }
    throw new Error('the execution never ends')
  }

  #checkEnd(): void {
    for (const { stepped } of this.#lives) {
      const { unfinishedTurn, progress } = stepped.rows.execution
      invariant(!unfinishedTurn && progress.branch === 'done', `execution ${stepped.rows.execution.id} is left behind`)
    }
  }
}
