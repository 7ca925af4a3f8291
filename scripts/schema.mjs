// Writes schema.graphql, what clients and reviewers read of the API, from the code.
import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { schema } from '../dist/schema.js'

writeFileSync('schema.graphql', `${printSchema(schema)}\n`)
