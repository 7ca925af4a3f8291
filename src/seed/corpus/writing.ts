import { code, type Topic } from './topic.ts'

export const writing: Topic[] = [
  {
    language: 'en',
    titles: [
      'A bedtime story about a {{hero}}',
      'Story: the {{hero}} and the lighthouse',
      'Once upon a time 🌙',
    ],
    slots: { hero: ['hedgehog', 'fox', 'snail', 'very small dragon', 'postman', 'clockmaker'] },
    exchanges: [
      [
        'Write a bedtime story about a {{hero}} who is afraid of the dark. My daughter is five. About three pages.',
        `**The {{hero}} and the Lighthouse**

At the very end of a very long beach there lived a {{hero}} who was afraid of nothing. Not of thunder, which is only the sky moving its furniture. Not of the sea, which comes and goes and never stays for long. Not even of the big gull, who was rude to everybody.

Of nothing, that is, but the dark.

Every evening, when the sun rolled behind the hill, the {{hero}} lit a candle. And when the candle was half gone, another one. And because nobody can sleep well beside a candle, the {{hero}} was tired every day, and put salt into the tea, and shoes on the wrong feet.

“Why do you not simply go to sleep?” asked the gull.

“Because the dark might come in,” said the {{hero}}.

“Ha!” said the gull, and flew away, because that is what gulls do when they have no answer.

One night in October the last candle went out, and there was no other. The {{hero}} sat quite still. The dark came in under the door. It came in through the keyhole. It filled the cups and the boots and the corner behind the stove.

And it said, in a very small voice: “Excuse me. Is anybody here? I cannot see a thing.”

The {{hero}} had not expected that. “You are the dark,” said the {{hero}}. “You should be able to see in yourself.”

“That is what everybody thinks,” said the dark, and sniffed. “But nobody has ever shown me anything. Wherever I come, people have just gone to bed.”

So the {{hero}}, who was polite, took it by the hand (the dark has very soft hands) and showed it everything. Here is the chair, mind the edge. Here is the window. Here, outside, is the sea; you can hear it, listen. And up there is the lighthouse.

Just then the great light came round, once, across the water and over the beach and through the window, and for one moment the dark could see it all: the cups, the boots, the corner behind the stove, and a {{hero}} with shoes on the wrong feet.

“Oh,” it said. “It is nice here.”

“It is,” said the {{hero}}, who had never noticed.

They sat at the window and waited for the light to come round again. They counted: one, two, three, four, five, six, and there it was. And again: one, two, three, four, five…

Nobody knows which of them fell asleep first.

But since then there has not been a candle in the house at the end of the beach. And if you lie very still at night, and it is very dark, you might count as well. One. Two. Three.

Somewhere, the light is coming round.

*The end.*`,
      ],
      [
        'She wants to know what happened to the gull',
        'The gull came by in the morning and said that it had *always* known. The {{hero}} gave it a biscuit, without salt. After that it was a little less rude, on Sundays.',
      ],
      [
        'And now one about her name: she is called Ida',
        'Tomorrow, then! Tell me three things for it: an animal, a place, and something that Ida can do better than anybody else.',
      ],
      ['She is asleep 😴 thank you', 'Good night, Ida. 🌙'],
    ],
  },
  {
    language: 'en',
    titles: ['Postmortem: {{service}} outage', 'Incident report draft', '{{service}} down for 47 minutes'],
    slots: { service: ['checkout', 'login', 'search', 'billing', 'notifications'] },
    exchanges: [
      [
        'Write a blameless postmortem. {{service}} was down 47 minutes on Tuesday: a migration took a lock on a large table, requests queued, pool exhausted, health checks failed, all instances restarted in a loop. We fixed it by cancelling the migration.',
        `# Postmortem: {{service}} unavailable for 47 minutes

**Status:** resolved · **Severity:** 1 · **Authors:** the on-call team

## Summary

On Tuesday from 09:12 to 09:59 UTC, {{service}} answered no requests. A schema migration waited for a lock that excludes all others on a large table; every request that arrived behind it waited as well. The connection pool filled up, the health check needed a connection too and failed, and the orchestrator restarted all instances again and again. Cancelling the migration ended it.

## Impact

- 47 minutes without {{service}}; about 31,000 failed requests.
- No data lost: the migration had changed nothing when it was cancelled.
- 212 support tickets, all answered by Wednesday noon.

## Timeline (UTC)

| time | what happened |
|---|---|
| 09:10 | The deploy starts and runs its migration |
| 09:12 | First time-outs; the pool is full on all instances |
| 09:14 | Page: error rate above 5 % |
| 09:15 | Instances begin to restart; dashboards look like a network fault |
| 09:31 | Rollback of the deploy. No effect: the migration goes on in the database |
| 09:52 | Somebody looks at the locks |
| 09:57 | The migration is cancelled |
| 09:59 | All instances healthy |

## Why it happened

1. \`ALTER TABLE … ADD CONSTRAINT … CHECK\` scans the whole table under an \`ACCESS EXCLUSIVE\` lock.
2. It had to wait for a long report first. While it waits for its lock, everybody else waits behind it.
3. There was no \`lock_timeout\`, so it would have waited for ever.
4. The health check asked the database; a slow database therefore looked like a dead instance.

This is what showed it in the end:

${code(
  'sql',
  `
SELECT pid, now() - query_start AS age, wait_event_type, left(query, 60) AS query,
       pg_blocking_pids(pid) AS blocked_by
FROM pg_stat_activity
WHERE state <> 'idle'
ORDER BY age DESC;
`,
)}

## What went well

- The page came two minutes after the first error.
- The rollback was one click, and everyone knew where it was.
- Nobody guessed in public; the status page was right all the time.

## What did not

- We looked at the network for half an hour, because restarts looked like that.
- The runbook has no page on locks.

## What we change

| # | action | kind | due |
|---|---|---|---|
| 1 | \`SET lock_timeout = '3s'\` in every migration, with retries | prevent | this week |
| 2 | Add constraints as \`NOT VALID\`, validate in a second step | prevent | this week |
| 3 | A liveness check that does not touch the database; readiness may | mitigate | next week |
| 4 | An alert on sessions that wait for a lock for more than 10 s | detect | next week |
| 5 | A page in the runbook: “everything is slow at once” | detect | this month |

## What we learned

A deploy can be rolled back; what it has started in the database cannot. From now on a migration is a change of its own, with its own review and its own way back.`,
      ],
      [
        'Two sentences for the status page?',
        '“On Tuesday between 09:12 and 09:59 UTC, {{service}} was not available, because of a change to our database. No data was lost, and we have changed how we make such changes.”',
      ],
      [
        'A question for the review: was one person at fault?',
        'No, and the report should not sound like it. The tool allowed a migration without a time limit; anyone could have run it. Ask “what made this seem safe?”.',
      ],
      [
        'why not just retry the health check more often',
        'It would have helped a little. But a liveness check that depends on a shared thing restarts *everything* at once when that thing is slow. Keep it to “does my process still answer?”.',
      ],
    ],
  },
  {
    language: 'de',
    titles: ['Rede zum {{anlass}}', 'Eine kurze Rede', 'Hilfe, ich soll etwas sagen!'],
    slots: { anlass: ['60. Geburtstag', 'Abschied', 'Firmenjubiläum', 'Schulabschluss'] },
    exchanges: [
      [
        'Ich muss beim {{anlass}} meiner Chefin eine Rede halten. Drei Minuten, herzlich, nicht peinlich.',
        `Liebe Gäste, liebe Kolleginnen und Kollegen,

man hat mir drei Minuten gegeben. Wer unsere Chefin kennt, weiß: In drei Minuten hat sie ein Problem verstanden, zwei Lösungen verworfen und die dritte an jemanden verteilt, der noch gar nicht wusste, dass er zuständig ist. Meistens an mich.

Als ich vor neun Jahren anfing, saß ich am ersten Tag vor einem leeren Schreibtisch und wartete auf eine Einweisung. Sie kam vorbei, stellte mir eine Tasse Kaffee hin und sagte: „Machen Sie erst einmal einen Fehler. Dann wissen wir, wo wir anfangen.“ Ich habe noch am selben Vormittag geliefert.

Was ich damals nicht verstand: Das war keine Floskel. Es war das Versprechen, dass man hier Fehler machen darf, solange man sie nicht versteckt. Auf diesem einen Satz steht unsere ganze Abteilung.

Natürlich gäbe es auch anderes zu erzählen. Von der Sitzung, die sie nach vier Minuten mit den Worten beendete: „Das hätte eine E-Mail sein können, und zwar eine kurze.“ Oder von der Zimmerpflanze, die als einzige in diesem Haus noch nie eine Frist eingehalten hat und trotzdem bleiben durfte.

Aber ich habe nur drei Minuten, und eine davon gehört dem Wichtigsten: dem Dank. Danke für das Vertrauen, das immer zuerst kam. Danke für die Türen, die offen standen, und für die eine, die Sie im richtigen Augenblick zugemacht haben. Danke für den Kaffee.

Zum {{anlass}} wünschen wir Ihnen, was Sie uns so oft geschenkt haben: Zeit zum Nachdenken, Menschen, die zuhören, und jemanden, der die Tasse hinstellt.

Auf Sie! 🥂`,
      ],
      [
        'Das mit der Pflanze ist gut 😄 Noch etwas kürzer bitte',
        'Lass den vierten Absatz bis auf die Pflanze weg und streich den Satz mit den Türen. Dann bist du bei gut zwei Minuten.',
      ],
      [
        'Wie werde ich nicht nervös?',
        'Lern den ersten und den letzten Satz auswendig, den Rest liest du von Karten. Und schau beim Reden jemanden an, der gern lacht.',
      ],
    ],
  },
  {
    language: 'es',
    titles: ['Cuento corto: {{tema}}', 'Relato para el concurso', 'Un cuento para dormir'],
    slots: { tema: ['la estación vacía', 'el último faro', 'la carta perdida', 'la panadería de noche'] },
    exchanges: [
      [
        'Escríbeme un relato breve titulado «{{tema}}», con un final abierto.',
        `**{{tema}}**

Llegué cuando ya habían apagado casi todas las luces. Quedaba una, al fondo, amarilla, y debajo un hombre que doblaba un papel en cuatro, lo desdoblaba y lo volvía a doblar, como si buscara en los pliegues una frase que antes no estaba.

—¿También espera? —me preguntó sin levantar la vista.

Dije que sí, aunque no era del todo cierto. Yo no esperaba nada; solo me había quedado sin sitio adonde volver antes del amanecer. Me senté a su lado. El banco estaba frío y olía a lluvia vieja.

—Lleva veintidós años de retraso —dijo—. Pero hoy viene.

No supe qué contestar. A lo lejos ladró un perro, y otro le respondió desde más lejos todavía, y así, de perro en perro, el ladrido se fue alejando hasta el mar. El hombre me tendió el papel. Era un billete de ida, sin fecha, con mi nombre escrito a lápiz.

—Debe de haber un error —dije.

—Siempre lo hay —contestó—. Lo importante es si usted sube o no.

Entonces oímos el ruido. Al principio podía ser el viento. Después ya no.

Me puse de pie.`,
      ],
      [
        'Me encanta. ¿Y si el hombre fuera su padre?',
        'No lo diría. Bastaría con que, al tenderle el papel, tuviera la misma manera de doblar las cosas que él. Quien lo note, lo notará.',
      ],
      ['¿Qué título alternativo le pondrías?', '«Veintidós años de retraso», o simplemente «Ida».'],
    ],
  },
  {
    language: 'zh',
    titles: ['婚礼致辞', '毕业典礼发言稿', '写一封家书'],
    exchanges: [
      [
        '帮我写一篇毕业典礼上的学生发言稿，三分钟左右，真诚一点，不要空话。',
        `尊敬的各位老师，亲爱的同学们：

大家好！

四年前的九月，我拖着一只轮子坏掉的行李箱走进校门，一路上发出的声音，整条林荫道都听得见。一位师兄追上来，二话不说，把箱子扛上了五楼。我问他叫什么名字，他摆摆手说：“明年你也帮别人扛一个就行。”

后来我真的扛了，不止一个。再后来我明白，这大概就是一所学校最珍贵的东西：它不写在校训里，却一届一届地传了下来。

这四年，我们学会了很多书上有的东西，也学会了不少书上没有的。我们学会了在实验第七次失败之后，先去吃一碗面，再回来做第八次；学会了在凌晨的自习室里，把最后一格电让给还没交论文的人；也学会了承认“我不懂”，然后去问那个懂的人。

我想谢谢我们的老师。您在我的作业上写过一句话：“结论是对的，可你自己相信吗？”这句话我抄在本子的第一页，它比任何分数都重。

我也想谢谢食堂的阿姨。您的勺子从来没有对我抖过，这份信任，我会记很久。

今天之后，我们会去不同的城市，做不同的事，也会遇到各种各样坏掉轮子的箱子。愿我们还是那个愿意停下来的人，二话不说，扛上五楼。

谢谢大家！🎓`,
      ],
      ['食堂阿姨那句太好了哈哈', '这种小细节最容易让全场笑起来，也最容易让人记住。'],
      ['能不能再短一点', '可以删去“这四年”那一段，直接从师兄的故事接到感谢老师，大约两分钟。'],
    ],
  },
  {
    language: 'ru',
    titles: ['Сказка про {{hero}}', 'Письмо бабушке', 'Тост на свадьбу'],
    slots: { hero: ['ежа', 'маленького дракона', 'старый трамвай', 'фонарщика'] },
    exchanges: [
      [
        'Расскажи короткую сказку про {{hero}}, на ночь.',
        `Жил-был на краю города тот, кого вы никогда не видели, потому что по вечерам вы уже спите. Каждую ночь, когда гасло последнее окно, он выходил на улицу и пересчитывал звёзды. Не для того, чтобы узнать, сколько их, а чтобы ни одна не подумала, будто о ней забыли.

Однажды он насчитал на одну меньше. Пересчитал снова: опять не хватает. Тогда он взял фонарь и пошёл искать. Заглянул в колодец, под мост, в карман старого пальто. А звезда сидела на подоконнике у девочки, которая боялась темноты.

— Пора домой, — сказал он тихо.

— Ещё минуточку, — ответила звезда. — Она почти уснула.

Он подумал и сел рядом. Так они и сидели втроём до самого утра. А в ту ночь астрономы по всему миру протирали очки и никак не могли понять, куда делась звезда.

Вот и вся сказка. Спи. 🌟`,
      ],
      [
        'А что было на следующую ночь?',
        'На следующую ночь девочка сама открыла окно и сказала звезде: «Иди, я уже не боюсь». Но звезда всё равно иногда заходит в гости.',
      ],
      ['Красиво, спасибо', 'Спокойной ночи!'],
    ],
  },
]
