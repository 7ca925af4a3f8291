#!/usr/bin/env node
import { Command } from 'commander'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { migrateCommand } from './cli/migrate.ts'
import { seedCommand } from './cli/seed.ts'
import { serveCommand } from './cli/serve.ts'
import { tokenCommand } from './cli/token.ts'
import { OperatorError } from './platform/operatorError.ts'

const program = new Command('tertulia')
  .description('The open backend for chat and assistant apps')
  .addCommand(serveCommand)
  .addCommand(migrateCommand)
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
