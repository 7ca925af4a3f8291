import './viewer.ts'

export { findOrCreateUser } from './findOrCreateUser.ts'
export { User } from './User.ts'
