export type { Value, ValueMap } from '@countersign/expression'
