import { code, type Topic } from './topic.ts'

export const databases: Topic[] = [
  {
    language: 'en',
    titles: ['Slow query on {{table}}', 'Postgres ignores my index', 'EXPLAIN ANALYZE, line by line'],
    slots: { table: ['orders', 'invoices', 'events', 'messages', 'bookings'] },
    exchanges: [
      [
        'This takes 4 seconds on {{table}} (30 million rows), though there is an index on created_at. Why?\n\n' +
          code('sql', 'SELECT * FROM {{table}}\nWHERE customer_id = 42\nORDER BY created_at DESC\nLIMIT 20;'),
        `The index on \`created_at\` alone gives the right order, but PostgreSQL then walks it backwards and throws away every row of other customers until it has 20 of customer 42. If that customer has been quiet lately, it walks through millions.

**1. An index that holds both**

${code('sql', 'CREATE INDEX CONCURRENTLY {{table}}_customer_created\n  ON {{table}} (customer_id, created_at DESC, id DESC);')}

Equality columns first, then the order. Now the 20 rows stand next to each other, and it reads about 20 of them.

**2. Check that it is used**

${code('sql', 'EXPLAIN (ANALYZE, BUFFERS)\nSELECT * FROM {{table}}\nWHERE customer_id = 42\nORDER BY created_at DESC, id DESC\nLIMIT 20;')}

You want to see \`Index Scan using {{table}}_customer_created\` and \`rows=20\`. If you see \`Sort\` or \`Rows Removed by Filter\`, the order in the query and in the index differ.

**3. For the next page, do not use OFFSET**

OFFSET 10000 reads and drops 10,000 rows. Remember the last row instead:

${code('sql', 'WHERE customer_id = 42\n  AND (created_at, id) < ($last_created_at, $last_id)')}

**4. What it costs**

| | before | after |
|---|---:|---:|
| rows read | millions | 20 |
| time | 4 s | below 1 ms |
| index size | – | about 900 MB |

Each further index makes inserts a little slower, so drop the old one if nothing else needs it.`,
      ],
      [
        'CONCURRENTLY: why?',
        'Without it, building the index blocks all writes to the table. It takes longer this way and cannot run in a transaction, but your users will not notice.',
      ],
      [
        'It says the index is INVALID now',
        'The build was interrupted. `DROP INDEX CONCURRENTLY` it and start again.',
      ],
      ['0.6 ms. I could cry 🥲', 'Enjoy! `pg_stat_statements` will tell you which query to look at next.'],
    ],
  },
  {
    language: 'en',
    titles: ['UUID or bigint as the key?', 'Primary keys for a new app', 'UUIDv4 vs UUIDv7'],
    exchanges: [
      [
        'We start a new app. Should primary keys be UUIDs or plain numbers?',
        'If clients should be able to name a row before the server has seen it, or several databases have to be merged one day: UUIDs, version 7. They begin with the time, so new rows go to the end of the index. Otherwise `bigint generated always as identity` is smaller and simple.',
      ],
      [
        'What is wrong with version 4?',
        'It is random through and through: every insert lands on another page of the index. With a large table, that page is often not in memory.',
      ],
      [
        'Doesn’t v7 leak when a row was made?',
        'Yes, to the millisecond. If that is a secret, use v4 for what you show outside.',
      ],
    ],
  },
  {
    language: 'es',
    titles: ['JOIN que duplica filas', 'La suma me sale el doble', 'Agrupar antes de unir'],
    exchanges: [
      [
        'Uno pedidos con pagos y con envíos, y la suma de los pagos sale multiplicada. ¿Qué hago mal?',
        `Cada pedido tiene varios pagos **y** varios envíos: el JOIN produce todas las combinaciones. Con 2 pagos y 3 envíos salen 6 filas, y cada pago se suma tres veces. Agrega antes de unir:

${code(
  'sql',
  `
SELECT p.id, pagado.total, enviado.bultos
FROM pedidos p
LEFT JOIN (SELECT pedido_id, sum(importe) AS total FROM pagos GROUP BY 1) pagado ON pagado.pedido_id = p.id
LEFT JOIN (SELECT pedido_id, count(*) AS bultos FROM envios GROUP BY 1) enviado ON enviado.pedido_id = p.id;
`,
)}`,
      ],
      ['¿No basta con SUM(DISTINCT)?', 'No: si dos pagos tienen el mismo importe, contaría solo uno.'],
      ['¿Y si no hay ningún pago?', 'Con LEFT JOIN el total es NULL; usa `coalesce(pagado.total, 0)`.'],
      ['Perfecto, ahora cuadra 👌', '¡Me alegro!'],
    ],
  },
  {
    language: 'pt',
    titles: ['Backup do PostgreSQL', 'Como restaurar um dump', 'pg_dump na prática'],
    exchanges: [
      [
        'Qual é a forma mais simples de fazer backup de um banco PostgreSQL de 20 GB?',
        `Para esse tamanho, \`pg_dump\` no formato de diretório, com vários processos:

${code('bash', 'pg_dump -Fd -j 4 -f backup_2025 "$DATABASE_URL"\npg_restore -j 4 --clean --if-exists -d "$RESTORE_URL" backup_2025')}

E teste a restauração uma vez por mês: um backup que nunca foi restaurado é só uma esperança. 🙂`,
      ],
      ['Preciso parar a aplicação?', 'Não. O `pg_dump` lê tudo em um único instantâneo consistente.'],
      [
        'E se eu puder perder no máximo 5 minutos de dados?',
        'Aí um dump diário não basta: arquive o WAL continuamente, por exemplo com pgBackRest ou WAL-G.',
      ],
    ],
  },
]
