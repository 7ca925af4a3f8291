import { useSyncExternalStore } from 'react'
import { connection } from '../socket.ts'

export const useIsConnected = () => useSyncExternalStore(connection.subscribe, connection.isConnected)
