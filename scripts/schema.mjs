// Writes schema.graphql and docs/schema.md, what clients and reviewers read of the API, from the code.
import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { schema } from '../dist/schema.js'
import { schemaPage } from './schemaPage.mjs'

writeFileSync('schema.graphql', `${printSchema(schema)}\n`)
writeFileSync('docs/schema.md', schemaPage(schema))
