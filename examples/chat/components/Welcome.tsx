import { route } from '../route.ts'
import { Icon } from './Icon.tsx'

export function Welcome({ name }: { name: string | undefined }) {
  return (
    <div className="welcome">
      <span className="welcome-mark" aria-hidden="true">
        <Icon name="chat" />
      </span>
      <h2>{name ? `Hello, ${name}` : 'Hello'}</h2>
      <p>Pick up a conversation, or begin one.</p>
      <button type="button" className="button primary" onClick={route.begin}>
        New conversation
      </button>
    </div>
  )
}
