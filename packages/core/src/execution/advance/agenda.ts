/** What is left to do in a turn, first in, first out, so that siblings go on in step. */
export type AgendaItem =
  /** A task run that was created: evaluate `runIf` and start it. */
  | { readonly kind: 'dispatch'; readonly taskRunId: string }
  /** A container, `null` for the flow itself: create its next children or end it. */
  | { readonly kind: 'progress'; readonly taskRunId: string | null }
  /** A Pause that was started: ask people. A step of its own, because its siblings start first (observed: pa-parallel). */
  | { readonly kind: 'pause'; readonly taskRunId: string }
  /** The interval of a loop is over: begin its next round. */
  | { readonly kind: 'round'; readonly taskRunId: string }
  /**
   * Something has ended, or the execution goes on: read the flow's assertions about it. One that needs an answer ends the turn, so
   * that nothing begins which it may forbid; what else can go on is found again with the answer.
   */
  | { readonly kind: 'assert'; readonly taskRunId: null }

/** The queue of a turn. */
export class Agenda {
  readonly #items: AgendaItem[] = []
  #head = 0

  push(item: AgendaItem): void {
    this.#items.push(item)
  }

  next(): AgendaItem | undefined {
    return this.#items[this.#head++]
  }

  get isEmpty(): boolean {
    return this.#head >= this.#items.length
  }
}
