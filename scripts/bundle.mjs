// dist/main.js and what it loads later, with all that they stand on: to find and read a thousand small files takes as long
// as everything else of a start. The other files of dist/ stay as they are, for the scripts and the benchmark.
export default {
  input: 'dist/main.js',
  platform: 'node',
  // What looks for WebAssembly beside itself, what few starts load, and the driver, whose statements the benchmark counts.
  external: [/^@(aws-sdk|electric-sql|opentelemetry)\//, /^@prisma\/(client|schema-engine-wasm)(\/|$)/, 'pg'],
  // graphql, above all, once: as ES modules, of which what nobody uses is left out.
  resolve: { mainFields: ['module', 'main'] },
  output: { dir: 'dist', chunkFileNames: '[name]-[hash].js' },
}
