#!/usr/bin/env node
import { Command } from 'commander'
import { doctorCommand } from './cli/doctor.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { migrateCommand } from './cli/migrate.ts'
import { seedCommand } from './cli/seed.ts'
import { serveCommand } from './cli/serve.ts'
import { tokenCommand } from './cli/token.ts'
import { OperatorError } from './platform/operatorError.ts'

const MORE = `
What it works with stands in variables of the environment, such as DATABASE_URL: see
docs/configuration.md. "tertulia doctor" says what is wrong with them.`

const program = new Command('tertulia')
  .description('The open backend for chat and assistant apps')
  .addHelpText('after', MORE)
  .addCommand(serveCommand)
  .addCommand(migrateCommand)
  .addCommand(doctorCommand)
  .addCommand(tokenCommand)
  .addCommand(importCommand)
  .addCommand(exportCommand)
  .addCommand(seedCommand)

try {
  await program.parseAsync()
} catch (error) {
  // Not with what drivers hang on theirs, which may be what a user wrote.
  console.error(error instanceof OperatorError ? `tertulia: ${error.message}` : (error as Error).stack)
  process.exitCode = 1
}
