import { definedTest } from './defined.ts'
import { emptyTest } from './empty.ts'
import { evenTest } from './even.ts'
import { falseTest } from './false.ts'
import { iterableTest } from './iterable.ts'
import { jsonTest } from './json.ts'
import { mapTest } from './map.ts'
import { nullTest } from './null.ts'
import { oddTest } from './odd.ts'
import type { TestDefinition } from './test-definition.ts'
import { trueTest } from './true.ts'

const ALL: readonly TestDefinition[] = [
  definedTest,
  emptyTest,
  evenTest,
  falseTest,
  iterableTest,
  jsonTest,
  mapTest,
  nullTest,
  oddTest,
  trueTest,
]

/** Every test by its name. */
export const TESTS: ReadonlyMap<string, TestDefinition> = new Map([
  ...ALL.map((item): [string, TestDefinition] => [item.name, item]),
])
