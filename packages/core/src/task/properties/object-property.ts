import type { Value, ValueMap } from '../../json/value.ts'
import {
  PropertyError,
  type PropertyRenderer,
  type PropertyShape,
  type Rendered,
  renderProperties,
} from '../property.ts'
import {
  createPresentProperty,
  createProperty,
  LITERAL_RENDERER,
  type OptionalProperty,
  type PresentProperty,
  type PropertyKind,
  type PropertyProblem,
} from './property-builder.ts'
import { literalStructure, readStructure } from './structures.ts'
import { isMap } from './value-text.ts'

/** An object with known members. It may also be a text that renders to a map or to JSON text of one. */
export function objectProperty<S extends PropertyShape>(shape: S): OptionalProperty<Rendered<S>> {
  return createProperty(objectKind(shape))
}

/**
 * An object with known members that counts as empty when it is left out, so that the defaults of its members apply. None of
 * its members may be mandatory.
 */
export function groupProperty<S extends PropertyShape>(shape: S): PresentProperty<Rendered<S>> {
  return createPresentProperty(objectKind(shape), () => renderProperties(shape, {}, LITERAL_RENDERER))
}

/**
 * What is wrong with the properties of a task as written, before anything is rendered: unknown names, mandatory ones that are
 * missing, literals that do not fit. `at` is the path of the map itself (empty for a task).
 */
export function propertyProblems(shape: PropertyShape, raw: ValueMap, at = ''): readonly PropertyProblem[] {
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(shape, name))
  return [
    ...unknown.map((name) => ({ path: join(at, name), message: unknownMessage(join(at, name), name, shape) })),
    ...Object.entries(shape).flatMap(([name, property]) => {
      const given = Object.hasOwn(raw, name) ? raw[name] : undefined
      return 'problems' in property && typeof property.problems === 'function'
        ? // Properties made by the builders carry this check; hand-written ones are checked when they are rendered.
          (property.problems(given, join(at, name)) as readonly PropertyProblem[])
        : []
    }),
  ]
}

function objectKind<S extends PropertyShape>(shape: S): PropertyKind<Rendered<S>> {
  const members = Object.entries(shape)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(members.map(([name, property]) => [name, property.schema])),
      required: members.filter(([, property]) => property.required).map(([name]) => name),
      additionalProperties: false,
    },
    convert: (raw, renderer, path) => {
      const map = readStructure(raw, renderer, path, isMap, 'map')
      refuseUnknown(shape, map.value, path)
      return renderMembers(shape, map.value, map.renderer, path)
    },
    problems: (raw, path) => {
      const map = literalStructure(raw, path, isMap, 'map')
      return 'problem' in map ? [map.problem] : propertyProblems(shape, map.value, path)
    },
  }
}

function refuseUnknown(shape: PropertyShape, given: ValueMap, path: string): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(shape, name))
  if (unknown !== undefined) throw new PropertyError(unknownMessage(join(path, unknown), unknown, shape))
}

function renderMembers<S extends PropertyShape>(
  shape: S,
  given: ValueMap,
  renderer: PropertyRenderer,
  path: string,
): Rendered<S> {
  const rendered: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(shape)) {
    const raw: Value | undefined = Object.hasOwn(given, name) ? given[name] : undefined
    rendered[name] = property.render(raw, renderer, join(path, name))
  }
  // The loop above filled one entry for each member of the shape with what its own `render` gave.
  return rendered as Rendered<S>
}

function unknownMessage(path: string, name: string, shape: PropertyShape): string {
  const near = Object.keys(shape).find((known) => known.toLowerCase() === name.toLowerCase())
  const hint =
    near === undefined ? `Known here: ${Object.keys(shape).join(', ') || 'none'}` : `Did you mean \`${near}\``
  return `Property \`${path}\` does not exist. ${hint}${near === undefined ? '.' : '?'}`
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
