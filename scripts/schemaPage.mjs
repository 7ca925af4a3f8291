import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql'

/** The schema as a page to read: all that it says comes from the schema and its descriptions. */
export function schemaPage(schema) {
  const mutations = mutationsOf(schema)
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const besideMutations = mutations.flatMap(({ input, result, payload }) => [input, result, payload])
  const types = Object.values(schema.getTypeMap()).filter(
    (type) =>
      !type.name.startsWith('__') &&
      !isSpecifiedScalarType(type) &&
      ![...roots, ...besideMutations].includes(type),
  )
  const linkable = new Set(types.map(({ name }) => name))
  const link = (name) => (linkable.has(name) ? `[${name}](#${anchorOf(name)})` : name)
  const linked = (type) => String(type).replace(/[[\]]/g, '\\$&').replace(/\w+/, link)

  /** Of fields, arguments or fields of an input. */
  const valueTable = (head, values) =>
    values.length === 0
      ? []
      : table(
          [head, 'Type', 'What it is'],
          values.map(({ name, type, defaultValue, description }) => [
            code(name),
            linked(type) + (defaultValue === undefined ? '' : ` = ${code(JSON.stringify(defaultValue))}`),
            description,
          ]),
        )
  const fields = (type) => Object.values(type.getFields())
  const fieldTables = (type) => [
    ...valueTable('Field', fields(type)),
    ...fields(type).flatMap(({ name, args }) => valueTable(`Argument of \`${name}\``, args)),
  ]
  const list = (intro, named) =>
    named.length ? [`${intro}: ${named.map(({ name }) => link(name)).join(', ')}.`, ''] : []

  const operations = (root) =>
    fields(root).map(({ name, description, type, args }) => ({
      name: `${root.name}.${name}`,
      lines: [description, '', `Type: ${linked(type)}`, '', ...valueTable('Argument', args)],
    }))
  const entries = (isKind, linesOf) =>
    types.filter(isKind).map((type) => ({
      name: type.name,
      lines: [type.description, '', ...linesOf(type)],
    }))

  return page({
    Queries: operations(schema.getQueryType()),
    Mutations: mutations.map(({ field, input, payload, refusals }) => ({
      name: `Mutation.${field.name}`,
      lines: [
        field.description,
        '',
        ...(input ? valueTable('Field of `input`', fields(input)) : valueTable('Argument', field.args)),
        ...valueTable(`Field of \`${payload.name}\``, fields(payload)),
        ...list('Refusals', refusals),
      ],
    })),
    Subscriptions: operations(schema.getSubscriptionType()),
    Objects: entries(isObjectType, (type) => [...list('Is', type.getInterfaces()), ...fieldTables(type)]),
    Interfaces: entries(isInterfaceType, (type) => [
      ...fieldTables(type),
      ...list('Objects', schema.getPossibleTypes(type)),
    ]),
    Unions: entries(isUnionType, (type) => list('One of', type.getTypes())),
    Inputs: entries(isInputObjectType, (type) => valueTable('Field', fields(type))),
    Enums: entries(isEnumType, (type) =>
      table(
        ['Value', 'What it means'],
        type.getValues().map(({ name, description }) => [code(name), description]),
      ),
    ),
    Scalars: entries(isScalarType, () => []),
  })
}

/** Mutations with the types that are theirs alone, to be shown beside them. */
const mutationsOf = (schema) =>
  Object.values(schema.getMutationType().getFields()).map((field) => {
    const isRefusal = (type) => type.getInterfaces().some(({ name }) => name === 'Error')
    const members = field.type.getTypes()
    return {
      field,
      input: field.args.map(({ type }) => type.ofType).find(isInputObjectType),
      result: field.type,
      payload: members.find((type) => !isRefusal(type)),
      refusals: members.filter(isRefusal),
    }
  })

const page = (sections) =>
  [
    '# Schema reference',
    '',
    'Written by `npm run schema` from the code, like [schema.graphql](../schema.graphql). A type with `!` is never null. What',
    'can go wrong, and what to do then: [errors.md](errors.md).',
    '',
    ...Object.entries(sections).flatMap(([title, entries]) => [
      `**${title}:** ${entries.map(({ name }) => `[${name.split('.').at(-1)}](#${anchorOf(name)})`).join(', ')}`,
      '',
    ]),
    ...Object.entries(sections).flatMap(([title, entries]) => [
      `## ${title}`,
      '',
      ...entries.flatMap(({ name, lines }) => [`### ${name}`, '', ...lines]),
    ]),
  ].join('\n')

const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${'---|'.repeat(head.length)}`,
  ...rows.map((row) => `| ${row.map(inCell).join(' | ')} |`),
  '',
]

/** As GitHub names a heading. */
const anchorOf = (heading) => heading.toLowerCase().replace('.', '')
const code = (text) => `\`${text}\``
const inCell = (text) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
