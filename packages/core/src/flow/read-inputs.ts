import { compileTextPattern } from '@countersign/expression'
import { INPUT_TYPES, type InputDeclaration, type InputType } from '../inputs/declaration.ts'
import type { SpecificMember } from '../inputs/input-kind.ts'
import { nestValues } from '../inputs/nest-values.ts'
import { inputKind } from '../inputs/registry.ts'
import type { Value } from '../json/value.ts'
import { checkDefaults } from './check-defaults.ts'
import { checkDependencies } from './check-dependencies.ts'
import { didYouMean } from './did-you-mean.ts'
import { createMapReader, type Located, type MapReader } from './document/map-reader.ts'
import { describeNode } from './document/node.ts'
import type { Findings, Place } from './findings.ts'
import { checkId, ID_RULES } from './ids.ts'
import { readBounds } from './read-bounds.ts'
import { valueBySchema } from './text-by-schema.ts'

interface InputsOptions {
  /** True for the form of a Pause: it also sees the flow's own inputs, so that an unknown dependency is only a warning. */
  readonly isForm: boolean
}

interface ReadInput {
  readonly declaration: InputDeclaration
  readonly idPlace: Place
  readonly dependsOnPlace: Place
}

/** Reads the declarations of a form: the inputs of a flow, or a Pause's `onResume` (engine.md 2). */
export function readInputs(
  items: readonly Located[],
  findings: Findings,
  options: InputsOptions,
): readonly InputDeclaration[] {
  const inputs = items.flatMap((item) => readInput(item, findings) ?? [])
  const seen = new Set<string>()
  for (const { declaration, idPlace } of inputs) {
    if (seen.has(declaration.id)) {
      const message = `There are two inputs \`${declaration.id}\`; one of the answers would be lost.`
      findings.error('INPUT_DUPLICATE_ID', idPlace, message, 'Give each input an id of its own.')
    }
    seen.add(declaration.id)
  }
  reportNestingConflicts(inputs, findings)
  const dependents = inputs.map(({ declaration, dependsOnPlace }) => ({
    id: declaration.id,
    dependsOn: declaration.dependsOn?.inputs ?? [],
    place: dependsOnPlace,
  }))
  checkDependencies(dependents, 'input', findings, options.isForm ? 'warning' : 'error')
  return inputs.map((input) => input.declaration)
}

function reportNestingConflicts(inputs: readonly ReadInput[], findings: Findings): void {
  const unique = new Map(inputs.map((input) => [input.declaration.id, input]))
  const nested = nestValues([...unique.keys()].map((id) => [id, null]))
  for (const id of nested.conflicts) {
    const place = unique.get(id)?.idPlace
    if (place === undefined) continue
    const message = `Input \`${id}\` has no place: another input is a value where this one needs a map, or the other way round.`
    findings.error('INPUT_NESTING_CONFLICT', place, message)
  }
}

function readInput(located: Located, findings: Findings): ReadInput | null {
  if (located.node.kind !== 'map') {
    const message = `An input is a map with \`id\` and \`type\`; here stands ${describeNode(located.node)}.`
    findings.error('FLOW_WRONG_TYPE', { path: located.path, range: located.node.range }, message)
    return null
  }
  const reader = createMapReader(located.node, located.path, 'this input', findings)
  const id = readId(reader, findings)
  const type = readInputType(reader, 'type', findings)
  if (type === undefined && !reader.has('type')) reader.missing('type')
  const common = readCommon(reader, findings)
  if (type === undefined) return null
  if (type === 'ENUM') {
    findings.warning(
      'PROPERTY_DEPRECATED',
      reader.placeOf('type'),
      'Type `ENUM` is old; it still works.',
      'Write `SELECT`.',
    )
  }
  const specific = readSpecific(type, reader, findings)
  const defaults = readTypedValue('defaults', type, reader)
  const prefill = readTypedValue('prefill', type, reader)
  refuseForeignMembers(type, reader)
  if (id === undefined) return null
  const declaration: InputDeclaration = {
    id,
    type,
    ...common,
    ...specific,
    ...(defaults === undefined ? {} : { defaults }),
    ...(prefill === undefined ? {} : { prefill }),
  }
  checkDefaults(declaration, reader, findings)
  return {
    declaration,
    idPlace: reader.placeOf(reader.has('id') ? 'id' : 'name'),
    dependsOnPlace: reader.placeOf('dependsOn'),
  }
}

/** `name` is the old word for `id`. */
function readId(reader: MapReader, findings: Findings): string | undefined {
  const name = reader.text('name')
  const id = reader.text('id') ?? name
  if (id === undefined) {
    if (!reader.has('id')) reader.missing('id')
    return undefined
  }
  const place = reader.placeOf(reader.has('id') ? 'id' : 'name')
  if (!reader.has('id'))
    findings.warning('PROPERTY_DEPRECATED', place, '`name` is the old word for `id`.', 'Write `id`.')
  checkId(id, ID_RULES.value, 'the id of an input', place, findings)
  return id
}

/** Reads a member that names a type of inputs. */
export function readInputType(reader: MapReader, name: string, findings: Findings): InputType | undefined {
  const text = reader.text(name)
  if (text === undefined) return undefined
  const type = INPUT_TYPES.find((candidate) => candidate === text)
  if (type === undefined) {
    const hint = didYouMean(text, INPUT_TYPES) ?? `Types: ${INPUT_TYPES.join(', ')}.`
    findings.error('INPUT_UNKNOWN_TYPE', reader.placeOf(name), `There is no input type \`${text}\`.`, hint)
  }
  return type
}

const MAX_DISPLAY_NAME = 64

function readCommon(reader: MapReader, findings: Findings) {
  const displayName = reader.text('displayName')
  const description = reader.text('description')
  const dependsOn = reader.child('dependsOn')
  const condition = dependsOn?.text('condition')
  if (displayName !== undefined && displayName.length > MAX_DISPLAY_NAME) {
    const message = `\`displayName\` has ${displayName.length} characters; at most ${MAX_DISPLAY_NAME} are shown.`
    findings.error(
      'FLOW_INVALID_VALUE',
      reader.placeOf('displayName'),
      message,
      'Put the long text into `description`.',
    )
  }
  const inputs = dependsOn === undefined ? [] : dependsOn.texts('inputs')
  dependsOn?.refuseOthers()
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
    required: reader.boolean('required') ?? true,
    ...(dependsOn === undefined ? {} : { dependsOn: { inputs, ...(condition === undefined ? {} : { condition }) } }),
  }
}

/** Members that only some types have; those of other types stay unread, and are refused later. */
function readSpecific(type: InputType, reader: MapReader, findings: Findings): Partial<InputDeclaration> {
  const members: ReadonlySet<SpecificMember> = new Set(inputKind(type).members)
  const has = (name: SpecificMember): boolean => members.has(name) && reader.has(name)
  const validator = has('validator') ? readPattern(reader, findings) : undefined
  const itemType = members.has('itemType') ? readItemType(type, reader, findings) : undefined
  const expression = has('expression') ? reader.text('expression') : undefined
  const flag = (name: 'allowCustomValue' | 'isRadio' | 'autoSelectFirst') => {
    const value = has(name) ? reader.boolean(name) : undefined
    return value === undefined ? {} : { [name]: value }
  }
  const texts = (name: 'accept' | 'allowedFileExtensions') => (has(name) ? { [name]: reader.texts(name) } : {})
  const extension = has('extension') ? reader.text('extension') : undefined
  return {
    ...(validator === undefined ? {} : { validator }),
    ...readBounds(type, reader, findings),
    ...readValues(members, reader, findings, type, expression !== undefined),
    ...(expression === undefined ? {} : { expression }),
    ...flag('allowCustomValue'),
    ...flag('isRadio'),
    ...flag('autoSelectFirst'),
    ...(itemType === undefined ? {} : { itemType }),
    ...(extension === undefined ? {} : { extension }),
    ...texts('accept'),
    ...texts('allowedFileExtensions'),
  }
}

function readPattern(reader: MapReader, findings: Findings): string | undefined {
  const pattern = reader.text('validator')
  if (pattern === undefined) return undefined
  const compiled = compileTextPattern(pattern)
  if (!compiled.ok) findings.error('INPUT_PATTERN_INVALID', reader.placeOf('validator'), `${compiled.reason}.`)
  return pattern
}

function readItemType(type: InputType, reader: MapReader, findings: Findings): InputType | undefined {
  const itemType = readInputType(reader, 'itemType', findings)
  if (itemType === 'ARRAY') {
    findings.error('FLOW_INVALID_VALUE', reader.placeOf('itemType'), 'A list of lists is not supported; use type JSON.')
  }
  if (itemType === 'SECRET') {
    const message = 'The items of a list are not encrypted, so that they cannot be secrets.'
    findings.error('FLOW_INVALID_VALUE', reader.placeOf('itemType'), message, 'Declare one SECRET input for each.')
  }
  if (type === 'ARRAY' && !reader.has('itemType')) reader.missing('itemType')
  return itemType
}

/** The literal choices. `options` is an old word of MULTISELECT for `values`. */
function readValues(
  members: ReadonlySet<SpecificMember>,
  reader: MapReader,
  findings: Findings,
  type: InputType,
  computed: boolean,
): Partial<InputDeclaration> {
  if (!members.has('values')) return {}
  const old = members.has('options') && reader.has('options')
  if (old && reader.has('values')) {
    const message = '`options` is the old word for `values`; write one of them.'
    findings.error('FLOW_INVALID_VALUE', reader.placeOf('options'), message)
  } else if (old) {
    const message = '`options` is the old word for `values`; it still works.'
    findings.warning('PROPERTY_DEPRECATED', reader.placeOf('options'), message, 'Write `values`.')
  }
  const name = old && !reader.has('values') ? 'options' : 'values'
  if (!reader.has(name)) {
    if (computed) return {}
    const also = members.has('expression') ? ' (or `expression`, which computes them)' : ''
    findings.error('FLOW_MISSING_PROPERTY', reader.placeOf(name), `A ${type} input needs \`values\`${also}.`)
    return {}
  }
  return { values: reader.texts(name) }
}

/** A default as its type takes it: for types of texts a plain scalar keeps its source text. */
function readTypedValue(name: 'defaults' | 'prefill', type: InputType, reader: MapReader): Value | undefined {
  const found = reader.node(name)
  if (found === undefined) return undefined
  return valueBySchema(found.node, inputKind(type).isText ? { type: 'string' } : {})
}

function refuseForeignMembers(type: InputType, reader: MapReader): void {
  reader.refuseOthers(inputKind(type).members)
}
