import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { client } from './client.ts'
import { App } from './components/App.tsx'
import './styles/base.css'
import './styles/sidebar.css'
import './styles/conversation.css'
import './styles/message.css'
import './styles/composer.css'
import './styles/overlays.css'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Provider value={client}>
      <App />
    </Provider>
  </StrictMode>,
)
