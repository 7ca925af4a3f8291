/** As many connections to the database as the product has. */
export const POOL_SIZE = 10
