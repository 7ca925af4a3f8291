import { afterAll } from 'vitest'
import { killServed } from '../cli/tertulia.ts'

/** What is to be done in every test file: modules are loaded once for many of them. */

afterAll(killServed)
