import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type pg from 'pg'

const { Character, CharacterArray } = ColumnTypeEnum
const charOid = 18
const charArrayOid = 1002

/**
 * Prisma's schema engine on one database, which also serves as the shadow database where the engine asks
 * for one: give a scratch database to what replays migrations. The caller frees it.
 */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadWasm()
  const connect = () => connectForScripts(pool)
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect,
    connectToShadowDb: connect,
  }
  return SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

async function connectForScripts(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(charsAsArrays(pool)).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnTypes.map((type) => (type === CharacterArray ? Character : type))
    return { ...result, columnTypes }
  }
  // adapter-pg cuts a script at each semicolon, those in comments and strings too. Sent whole, it is
  // read by PostgreSQL, and runs as one transaction.
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] })
  }
  return adapter
}

// The catalogue has columns of PostgreSQL's "char", a type that adapter-pg refuses, though it takes arrays
// of it, which the catalogue has not. So the one passes through it as the other.
function charsAsArrays(pool: pg.Pool): pg.Pool {
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === charOid) field.dataTypeID = charArrayOid
    }
    return result
  }
  return Object.create(pool, { query: { value: query } })
}

// No library that the project compiles with declares it.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let wasm: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined

// The package's main module imports its .wasm file as a module, which Node 20 does not.
function loadWasm() {
  wasm ??= (async () => {
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await readFile(path.replace(/\.js$/, '.wasm'))
    // Where the engine reports a panic before it dies of one.
    const PRISMA_WASM_PANIC_REGISTRY = {
      set_message(message: string) {
        throw new Error(message)
      },
    }
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY })
    const imports = { ...glue, ...looseTimers(glue) }
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports })
    glue.__wbg_set_wasm(instance.exports)
    ;(instance.exports.__wbindgen_start as () => void)()
    return glue
  })()
  return wasm
}

/** The engine never takes back the ten seconds that it gives itself for its lock. No process shall outlast its work by them. */
function looseTimers(glue: object): Record<string, (...args: unknown[]) => unknown> {
  const timers = Object.entries(glue).filter(([name]) => name.startsWith('__wbg_setTimeout_'))
  return Object.fromEntries(timers.map(([name, start]) => [name, (...args) => start(...args).unref()]))
}
