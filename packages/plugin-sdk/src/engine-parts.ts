/** What the parts of the engine's own tasks that a worker does are made of; of no use to plugins. */
export {
  coerceOutput,
  FOR_EACH_ITEM_PARTS,
  INPUT_TYPES,
  LOOP_ITERATION,
  SPLIT_PROPERTIES,
  WORKING_DIRECTORY,
  WORKING_DIRECTORY_PROPERTIES,
} from '@countersign/core'
