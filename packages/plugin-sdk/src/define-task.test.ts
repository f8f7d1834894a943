import { describe, expect, expectTypeOf, it } from 'vitest'
import { createCatalogue } from './catalogue.ts'
import { defineInlineTask, defineTask } from './define-task.ts'
import { PropertyError, p } from './index.ts'
import { TaskFailure, toFailure } from './task-failure.ts'
import { runTask } from './testing/index.ts'

const double = defineInlineTask({
  type: 'test.Double',
  aliases: ['test.Twice'],
  title: 'Double',
  description: 'Gives twice the number.',
  properties: { number: p.decimal().mandatory(), unit: p.string() },
  run(input, context) {
    expectTypeOf(input.number).toEqualTypeOf<number>()
    expectTypeOf(input.unit).toEqualTypeOf<string | undefined>()
    context.log('DEBUG', `doubling ${input.number}`)
    return { outputs: { value: input.number * 2 } }
  },
})

const send = defineTask({
  type: 'test.Send',
  title: 'Send',
  description: 'Sends.',
  properties: { to: p.string().mandatory(), mode: p.enum(['FAST', 'SAFE']).default('SAFE') },
  async run(context, input) {
    expectTypeOf(input.mode).toEqualTypeOf<'FAST' | 'SAFE'>()
    if (context.signal.aborted) throw TaskFailure.retryable('Stopped.')
    if (input.mode === 'FAST') throw TaskFailure.fatal('Too fast.', { code: 'TOO_FAST', outputs: { to: input.to } })
  },
})

describe('a defined task', () => {
  it('runs with the rendered properties and gives its outputs and logs', async () => {
    const outcome = await runTask(double, { number: '{{ inputs.n }}' }, { answers: { 'inputs.n': 21 } })
    expect(outcome).toEqual({
      state: 'SUCCESS',
      outputs: { value: 42 },
      failure: null,
      logs: [{ level: 'DEBUG', message: 'doubling 21' }],
      metrics: [],
      changes: {},
    })
  })

  it('succeeds without outputs when its run returns nothing', async () => {
    expect(await runTask(send, { to: 'x' })).toMatchObject({ state: 'SUCCESS', outputs: {}, failure: null })
  })

  it('fails with the code and the outputs of its TaskFailure', async () => {
    expect(await runTask(send, { to: 'x', mode: 'FAST' })).toMatchObject({
      state: 'FAILED',
      outputs: { to: 'x' },
      failure: { kind: 'task', code: 'TOO_FAST', message: 'Too fast.', retryable: false },
    })
  })

  it('fails when a property does not fit once it is rendered', async () => {
    expect(await runTask(double, { number: '{{ inputs.n }}' }, { answers: { 'inputs.n': 'abc' } })).toMatchObject({
      failure: { kind: 'expression', code: 'PROPERTY_INVALID', message: expect.stringContaining('`number`') },
    })
  })

  it('is not run at all with properties that no flow could be saved with', async () => {
    await expect(runTask(double, { nmber: 1 })).rejects.toThrow(/`nmber` does not exist[\s\S]*`number` is required/)
  })

  it('names an expression that the test gives no answer for', async () => {
    const outcome = await runTask(double, { number: '{{ inputs.n }}' })
    expect(outcome.failure?.message).toBe('The test gives no answer for the expression inputs.n.')
  })
})

describe('the catalogue', () => {
  it('finds tasks by name and alias, and the code of effect tasks only', () => {
    const catalogue = createCatalogue([double, send])
    expect(catalogue.find('test.Twice')).toBe(double)
    expect(catalogue.effect('test.Send')).toBe(send)
    expect(catalogue.effect('test.Double')).toBeUndefined()
    expect(catalogue.find('test.Nope')).toBeUndefined()
    expect(catalogue.list()).toEqual([double, send])
  })

  it('refuses two tasks of one name', () => {
    const impostor = { ...send, type: 'test.Other', aliases: ['test.Twice'] }
    expect(() => createCatalogue([double, impostor])).toThrow(
      'Task type test.Twice is declared by both test.Double and test.Other.',
    )
  })
})

describe('toFailure', () => {
  it('takes any other error as retryable, with its message', () => {
    expect(toFailure(new Error('boom'))).toEqual({
      kind: 'task',
      code: 'TASK_FAILED',
      message: 'boom',
      retryable: true,
    })
    expect(toFailure('boom').message).toBe('The task failed without a message.')
  })

  it('takes a property error as final: the same input gives the same error', () => {
    expect(toFailure(new PropertyError('bad'))).toMatchObject({ kind: 'expression', retryable: false })
  })
})
