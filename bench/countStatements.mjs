// Counts the statements that the process sends to the database, for whoever started it.
import pg from 'pg'

const { query } = pg.Client.prototype
let count = 0
pg.Client.prototype.query = function (...args) {
  count++
  return query.apply(this, args)
}
process.on('message', () => process.send(count))
process.channel.unref()
