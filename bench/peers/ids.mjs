import { encodeId } from '../../dist/platform/ids.js'

/** How a peer writes the id of an object: the product has TypeIDs, the others take the key as it is. */
export const idOf = ({ name }) => (name === 'tertulia' ? encodeId : (_type, key) => key)
