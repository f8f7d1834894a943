import type { Vocabulary } from './compile/compiler.ts'
import { FILTERS } from './filters/registry.ts'
import { FUNCTIONS } from './functions/registry.ts'
import { TESTS } from './tests/registry.ts'

/** Everything that templates can name. */
export const VOCABULARY: Vocabulary = { filters: FILTERS, functions: FUNCTIONS, tests: TESTS }
