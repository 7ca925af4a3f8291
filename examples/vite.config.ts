import react from '@vitejs/plugin-react'
import { createLogger, defineConfig, type PreviewServer, type ViteDevServer } from 'vite'

const { TERTULIA_URL = 'http://127.0.0.1:4000', TOKEN = '', PORT = '5173' } = process.env

/** Stands for the sign-in of your app: whoever opens a page has a session, in a cookie that no script can read. */
const session = {
  name: 'session',
  configureServer: signIn,
  configurePreviewServer: signIn,
}

function signIn({ middlewares }: ViteDevServer | PreviewServer) {
  middlewares.use((request, response, next) => {
    if (request.headers.accept?.includes('text/html'))
      response.setHeader('set-cookie', `session=${TOKEN}; Path=/; HttpOnly; SameSite=Lax`)
    next()
  })
}

const customLogger = createLogger()
const { error } = customLogger
customLogger.error = (text, options) => {
  // A tab that was closed is no error.
  if (!text.includes('ws proxy')) error(text, options)
}

const server = {
  host: '127.0.0.1',
  port: Number(PORT),
  strictPort: true,
  proxy: {
    '/graphql': { target: TERTULIA_URL, ws: true },
    '/uploads/': TERTULIA_URL,
    '/files/': TERTULIA_URL,
    '/previews/': TERTULIA_URL,
  },
}

export default defineConfig({
  plugins: [react(), session],
  customLogger,
  build: { emptyOutDir: true, chunkSizeWarningLimit: 1_000 },
  server,
  preview: server,
})
