/** Before the input id in the part names of a multipart decision, so that inputs cannot collide with `outcome` and `comment`. */
export const DECISION_INPUT_PREFIX = 'inputs.'
