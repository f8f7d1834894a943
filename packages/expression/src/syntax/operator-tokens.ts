const WORDS = ['contains', 'is not', 'equals', 'isIn', 'and', 'not', 'or', 'is']
const SIGNS = ['???', '==', '!=', '>=', '<=', '..', '??', '+', '-', '*', '/', '%', '|', '~', '>', '<']

/**
 * One operator of an expression, the longest that fits. Word operators end at a letter, digit or underscore of ASCII, so that
 * `order` and `island` are names; `is not` is one operator and has exactly one space (expressions.md 1.4).
 */
export const OPERATOR_TOKEN: RegExp = new RegExp(
  `(?:${WORDS.join('|')})(?![A-Za-z0-9_])|${SIGNS.map((sign) => sign.replace(/[.*+?|]/g, '\\$&')).join('|')}`,
  'y',
)
