import './node.ts'
import './nodes.ts'
