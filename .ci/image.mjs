// Does by hand what the Dockerfile says, in folders of its own, and starts what comes of it: for machines without Docker.
// A stage is a folder; /app and /data are folders in it. Base images, users and ports are not there.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { DockerfileParser } from 'dockerfile-ast'
import ignore from 'ignore'

const root = mkdtempSync(join(tmpdir(), 'tertulia-image-'))
const context = join(root, 'context')
// Docker's patterns begin at the root.
const patterns = readFileSync('.dockerignore', 'utf8').replace(/^(!?)(?=[^#!\n])/gm, '$1/')
const ignored = ignore().add(patterns)
cpSync('.', context, {
  recursive: true,
  filter: (path) => path === '.' || !ignored.ignores(path),
})

/** An absolute path of the image, in the folder of its stage. */
const within = (stage, path) => join(stage.folder, path.startsWith('/') ? path : join(stage.workdir, path))

const stages = new Map()
let stage
const steps = {
  FROM(instruction) {
    const name = instruction.getBuildStage() ?? 'image'
    stage = { folder: join(root, name), workdir: '/', environment: {}, command: [] }
    stages.set(name, stage)
    mkdirSync(stage.folder)
  },
  WORKDIR(instruction) {
    stage.workdir = instruction.getArgumentsContent()
    mkdirSync(within(stage, '.'), { recursive: true })
  },
  ENV(instruction) {
    for (const property of instruction.getProperties())
      stage.environment[property.getName()] = property.getValue()
  },
  COPY(instruction) {
    const paths = instruction.getArguments().map((argument) => argument.getValue())
    const to = paths.pop()
    const flag = instruction.getFromFlag()
    const from = flag ? stages.get(flag.getValue()) : null
    for (const path of paths) {
      const source = from ? within(from, path) : join(context, path)
      const target = to.endsWith('/') ? join(within(stage, to), basename(path)) : within(stage, to)
      cpSync(source, target, { recursive: true, verbatimSymlinks: true })
    }
  },
  RUN(instruction) {
    const { uid, gid } = process.getuid ? { uid: process.getuid(), gid: process.getgid() } : {}
    const command = instruction
      .getArgumentsContent()
      .replaceAll('\\\n', ' ')
      .replace(/ \/(app|data)\b/g, ` ${stage.folder}/$1`)
      .replaceAll('node:node', `${uid}:${gid}`)
    console.log(`RUN ${command}`)
    execFileSync('sh', ['-c', command], { cwd: within(stage, '.'), stdio: 'inherit' })
  },
  ENTRYPOINT(instruction) {
    stage.command = JSON.parse(instruction.getArgumentsContent())
  },
  CMD(instruction) {
    stage.command.push(...JSON.parse(instruction.getArgumentsContent()))
  },
  HEALTHCHECK(instruction) {
    stage.healthCheck = JSON.parse(instruction.getArgumentsContent().replace(/^.*?CMD /s, ''))
  },
  USER() {},
  VOLUME() {},
  EXPOSE() {},
  STOPSIGNAL() {},
}

let server
try {
  for (const instruction of DockerfileParser.parse(readFileSync('Dockerfile', 'utf8')).getInstructions())
    steps[instruction.getKeyword()](instruction)
  const { folder, workdir, environment, command, healthCheck } = stage
  const size = execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]
  const [program, ...args] = command.map((part) => part.replace(/^\/app\b/, `${folder}/app`))
  const port = '4919'
  const env = {
    PATH: process.env.PATH,
    ...environment,
    HOST: '127.0.0.1',
    PORT: port,
    DATA_DIR: join(folder, environment.DATA_DIR),
    AUTH_JWT_SECRET: 'a secret of the test, long enough for it',
  }
  server = spawn(program, args, { cwd: join(folder, workdir), env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(server.stdout)) if (line.includes('/graphql')) break
  const [check, ...checkArgs] = healthCheck
  execFileSync(check, checkArgs, { env })
  console.log(`The image's health check is content. Besides its base it has ${size} MiB.`)
} finally {
  server?.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
}
