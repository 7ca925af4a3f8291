import './spaces.ts'
import './createSpace.ts'
import './renameSpace.ts'
import './deleteSpace.ts'

export { Space } from './Space.ts'
export { createSpace, renameSpace } from './service.ts'
export { spaceVisibleTo } from './visibleTo.ts'
