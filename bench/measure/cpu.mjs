import { readFileSync } from 'node:fs'

const MS_PER_TICK = 10

/**
 * A stopwatch of CPU time: the function answers with the milliseconds that servers have taken since, and those of their
 * connections in PostgreSQL, those opened meanwhile too.
 */
export async function cpuWatch(servers, database) {
  const own = () => sum(servers.map(({ pid }) => cpuTime(pid)))
  const backends = async () => {
    const { rows } = await database.query(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [servers[0].applicationName],
    )
    return new Map(rows.map(({ pid }) => [pid, cpuTime(pid)]))
  }
  const [ownBefore, backendsBefore] = [own(), await backends()]
  return async () => ({
    server: own() - ownBefore,
    postgres: sum([...(await backends())].map(([pid, time]) => time - (backendsBefore.get(pid) ?? 0))),
  })
}

function cpuTime(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * MS_PER_TICK
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
