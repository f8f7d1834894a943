import type { InputProblem } from './input-kind.ts'

const MAX_LISTED = 20

/** Says that some of `chosen` are not among `choices`; nothing when the choices are not known. */
export function choiceProblem(
  chosen: readonly string[],
  choices: readonly string[] | undefined,
): InputProblem | undefined {
  if (choices === undefined || chosen.every((text) => choices.includes(text))) return undefined
  const listed = choices.slice(0, MAX_LISTED).map((choice) => `\`${choice}\``)
  const more = choices.length > MAX_LISTED ? ` and ${choices.length - MAX_LISTED} more` : ''
  const several = chosen.length === 1 ? 'be one of' : 'hold only'
  return { code: 'INPUT_CHOICE', must: `${several} ${listed.join(', ')}${more}` }
}
