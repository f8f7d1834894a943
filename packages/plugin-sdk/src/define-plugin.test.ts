import { describe, expect, it } from 'vitest'
import { definePlugin, defineTask, PLUGIN_GENERATION, p } from './index.ts'

const greet = defineTask({
  type: 'com.example.Greet',
  title: 'Greet',
  description: 'Greets.',
  properties: { name: p.string().mandatory() },
  run: async (_context, input) => ({ outputs: { greeting: `Hello ${input.name}` } }),
})

describe('A defined plugin', () => {
  it('is data that says with which generation of the kit it was made', () => {
    expect(definePlugin({ title: 'Greetings', description: 'Greets people.', tasks: [greet] })).toEqual({
      kind: 'countersign-plugin',
      generation: PLUGIN_GENERATION,
      title: 'Greetings',
      description: 'Greets people.',
      tasks: [greet],
      triggers: [],
    })
  })
})
