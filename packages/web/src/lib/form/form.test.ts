import type { InputDeclaration } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { createDraft, type DraftStorage } from './draft.ts'
import { labelOf, toField, toLocalMoment } from './field.ts'
import { applyReport, isDynamic } from './form-report.ts'
import { changeField, firstErrorField, placeErrors, startForm, wireValues } from './form-state.ts'
import { toWireValue } from './wire-value.ts'

const input = (more: Partial<InputDeclaration>): InputDeclaration => ({ id: 'x', type: 'STRING', ...more })
const kindOf = (more: Partial<InputDeclaration>) => toField(input(more)).control

describe('the field of an input', () => {
  it('asks for each type in its own way', () => {
    expect(kindOf({ type: 'INT', min: 1, max: 9 })).toEqual({ kind: 'number', whole: true, min: '1', max: '9' })
    expect(kindOf({ type: 'FLOAT' })).toMatchObject({ kind: 'number', whole: false })
    expect(kindOf({ type: 'BOOLEAN' })).toEqual({ kind: 'yes-no' })
    expect(kindOf({ type: 'BOOL' })).toEqual({ kind: 'yes-no' })
    expect(kindOf({ type: 'DATE', after: '2026-01-01' })).toMatchObject({
      kind: 'moment',
      of: 'date',
      min: '2026-01-01',
    })
    expect(kindOf({ type: 'TIME' })).toMatchObject({ kind: 'moment', of: 'time' })
    expect(kindOf({ type: 'DATETIME' })).toMatchObject({ kind: 'moment', of: 'datetime' })
    expect(kindOf({ type: 'DURATION' })).toEqual({ kind: 'duration' })
    expect(kindOf({ type: 'MULTISELECT', options: ['a'] })).toEqual({ kind: 'choices', options: ['a'], custom: false })
    expect(kindOf({ type: 'ARRAY', itemType: 'INT' })).toEqual({ kind: 'lines' })
    expect(kindOf({ type: 'ARRAY', itemType: 'JSON' })).toEqual({ kind: 'source', language: 'JSON' })
    expect(kindOf({ type: 'JSON' })).toEqual({ kind: 'source', language: 'JSON' })
    expect(kindOf({ type: 'YAML' })).toEqual({ kind: 'source', language: 'YAML' })
    expect(kindOf({ type: 'EMAIL' })).toMatchObject({ kind: 'text', mode: 'email' })
    expect(kindOf({ type: 'URI' })).toMatchObject({ kind: 'text', mode: 'url' })
    expect(kindOf({ type: 'SECRET' })).toMatchObject({ kind: 'text', mode: 'secret' })
    expect(kindOf({ type: 'FILE', accept: ['image/*'], allowedFileExtensions: ['.pdf'] })).toMatchObject({
      accept: 'image/*,.pdf',
    })
    expect(kindOf({ type: 'FILE', allowedFileExtensions: ['.csv', '.txt'] })).toEqual({
      kind: 'file',
      accept: '.csv,.txt',
    })
  })

  it('lays few choices open and puts many into a list, unless the flow wants them open', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f']
    expect(kindOf({ type: 'SELECT', values: values.slice(0, 3) })).toMatchObject({ look: 'radio' })
    expect(kindOf({ type: 'ENUM', values })).toMatchObject({ look: 'list' })
    expect(kindOf({ type: 'SELECT', values, isRadio: true })).toMatchObject({ look: 'radio' })
    expect(kindOf({ type: 'SELECT', values, allowCustomValue: true })).toMatchObject({ look: 'suggestions' })
  })

  it('gives room to texts that promise to be long', () => {
    expect(kindOf({ id: 'decision_reason' })).toMatchObject({ long: true })
    expect(kindOf({ id: 'note', description: 'Decision notes' })).toMatchObject({ long: true })
    expect(kindOf({ id: 'employee' })).toMatchObject({ long: false })
    expect(kindOf({ id: 'reasonCode', validator: '^[A-Z]+$' })).toMatchObject({ long: false })
  })

  it('is called as its author says, or after its id', () => {
    expect(toField(input({ id: 'approved', displayName: 'Approve?' })).label).toBe('Approve?')
    expect(labelOf('start_date')).toBe('Start date')
    expect(labelOf('request.costCentre')).toBe('Request cost centre')
    expect(labelOf('API_URL')).toBe('API URL')
  })

  it('starts with the default, or with nothing', () => {
    expect(toField(input({ defaults: 'a' })).initial).toBe('a')
    expect(toField(input({ type: 'BOOLEAN', defaults: false })).initial).toBe('false')
    expect(toField(input({ type: 'BOOLEAN' })).initial).toBe('')
    expect(toField(input({ type: 'INT', defaults: 0 })).initial).toBe('0')
    expect(toField(input({ type: 'ARRAY', itemType: 'STRING', defaults: ['a', 'b'] })).initial).toBe('a\nb')
    expect(toField(input({ type: 'JSON', defaults: { a: 1 } })).initial).toBe('{\n  "a": 1\n}')
    expect(toField(input({ type: 'SELECT', values: ['a', 'b'], autoSelectFirst: true })).initial).toBe('a')
    expect(toField(input({ prefill: 'p' }))).toMatchObject({ initial: 'p', hasDefault: false })
  })
})

describe('the value that is sent', () => {
  const send = (more: Partial<InputDeclaration>, value: string | readonly string[]) =>
    toWireValue(toField(input(more)), value)

  it('is left out when nothing was said, and empty when a default was taken away', () => {
    expect(send({}, '')).toBeNull()
    expect(send({ defaults: 'a' }, '')).toBe('')
    expect(send({ type: 'MULTISELECT', values: ['a'] }, [])).toBeNull()
    expect(send({ type: 'MULTISELECT', values: ['a'], defaults: ['a'] }, [])).toBe('[]')
  })

  it('is the text that the type is read from', () => {
    expect(send({ type: 'DURATION' }, '2 d 4 h')).toBe('P2DT4H')
    expect(send({ type: 'ARRAY', itemType: 'STRING' }, ' a \n\nb')).toBe('["a","b"]')
    expect(send({ type: 'MULTISELECT', values: ['a', 'b'] }, ['a', 'b'])).toBe('["a","b"]')
    expect(send({ type: 'INT' }, ' 7 ')).toBe('7')
    expect(send({ type: 'STRING' }, ' a ')).toBe(' a ')
  })

  it('is an instant for a local date and time, and back', () => {
    const instant = '2026-11-24T09:30:00.000Z'
    const local = toLocalMoment(instant) ?? ''
    expect(local).toMatch(/^2026-11-2\dT\d\d:30$/)
    expect(send({ type: 'DATETIME' }, local)).toBe(instant)
    expect(send({ type: 'DATETIME' }, 'soon')).toBe('soon')
  })
})

describe('a form', () => {
  const fields = [input({ id: 'who' }), input({ id: 'person.name' }), input({ id: 'list', type: 'ARRAY' })].map(toField)

  it('puts each error at its field, and those of no field above', () => {
    const form = placeErrors(startForm(fields), fields, [
      { field: 'who', code: 'C', message: 'missing' },
      { field: 'inputs.person.name', code: 'C', message: 'too short' },
      { field: 'list[2]', code: 'C', message: 'no number' },
      { field: 'gone', code: 'C', message: 'unknown' },
      { field: '', code: 'C', message: 'all of it' },
    ])
    expect(form.errors).toEqual({ who: ['missing'], 'person.name': ['too short'], list: ['no number'] })
    expect(form.formErrors).toEqual(['gone: unknown', 'all of it'])
    expect(firstErrorField(form, fields)?.id).toBe('who')
  })

  it('forgets the error of a field that is changed, and no other', () => {
    const refused = placeErrors(startForm(fields), fields, [
      { field: 'who', code: 'C', message: 'missing' },
      { field: 'list', code: 'C', message: 'missing' },
    ])
    const changed = changeField(refused, 'who', 'Ana')
    expect(changed.errors).toEqual({ list: ['missing'] })
    expect(changed.values.who).toBe('Ana')
  })

  it('sends what was filled in', () => {
    const form = changeField(startForm(fields), 'who', 'Ana')
    expect([...wireValues(form, fields)]).toEqual([['who', 'Ana']])
  })
})

describe('a draft', () => {
  const memory = (): DraftStorage & { readonly kept: Map<string, string> } => {
    const kept = new Map<string, string>()
    return {
      kept,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    }
  }
  const fields = [
    input({ id: 'reason' }),
    input({ id: 'teams', type: 'MULTISELECT', values: ['a'] }),
    input({ id: 'password', type: 'SECRET' }),
  ].map(toField)

  it('gives back what was typed, but never a secret', () => {
    const storage = memory()
    const draft = createDraft(storage, 'main/apr_1/1')
    draft.save(fields, { reason: 'because', teams: ['a'], password: 'hunter2' }, { '#comment': 'hm' })
    expect([...storage.kept.values()].join()).not.toContain('hunter2')
    expect(draft.load(fields)).toEqual({ reason: 'because', teams: ['a'] })
    expect(draft.loadText('#comment')).toBe('hm')
    draft.clear()
    expect(draft.load(fields)).toEqual({})
  })

  it('takes nothing that does not fit the form', () => {
    const storage = memory()
    storage.kept.set('countersign:draft:k', '{"reason":["a"],"teams":"b"}')
    expect(createDraft(storage, 'k').load(fields)).toEqual({})
    storage.kept.set('countersign:draft:k', 'not json')
    expect(createDraft(storage, 'k').load(fields)).toEqual({})
  })

  it('does without a storage that is full or forbidden', () => {
    const refuse = () => {
      throw new Error('quota')
    }
    const draft = createDraft({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'k')
    draft.save(fields, { reason: 'because' })
    draft.clear()
    expect(draft.load(fields)).toEqual({})
  })
})

describe('a form that changes while it is filled in', () => {
  const declared = [input({ id: 'a' }), input({ id: 'b', dependsOn: { inputs: ['a'] } })]

  it('is one with dependencies or computed choices', () => {
    expect(isDynamic(declared)).toBe(true)
    expect(isDynamic([input({ type: 'SELECT', expression: '{{ x }}' })])).toBe(true)
    expect(isDynamic([input({ type: 'SELECT', expression: '{{ x }}', values: ['a'] })])).toBe(false)
    expect(isDynamic([input({})])).toBe(false)
  })

  it('leaves disabled inputs out and takes computed choices over', () => {
    const entry = (id: string, enabled: boolean, more: Partial<InputDeclaration> = {}) => ({
      input: input({ id, ...more }),
      enabled,
      isDefault: false,
      errors: [],
    })
    const report = {
      id: 'f',
      namespace: 'n',
      checks: [],
      inputs: [entry('a', true, { values: ['x'] }), entry('b', false)],
    }
    expect(applyReport(declared, report)).toEqual([{ ...input({ id: 'a' }), values: ['x'] }])
    expect(applyReport(declared, null)).toBe(declared)
  })
})
