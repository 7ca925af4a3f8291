import { code, type Topic } from './topic.ts'

export const programming: Topic[] = [
  {
    language: 'en',
    titles: ['Debounce in {{framework}}', 'Search box fires too many requests', 'debounce vs throttle?'],
    slots: { framework: ['React', 'Vue', 'Svelte', 'Solid', 'plain TypeScript'] },
    exchanges: [
      [
        'My search field in {{framework}} sends a request for every key. How do I wait until the person stops typing?',
        `That is what *debouncing* is for: start a timer at each key and send only when it runs out.

${code(
  'ts',
  `
export function debounce<A extends unknown[]>(run: (...args: A) => void, delay: number) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (...args: A) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(...args), delay)
  }
}

const search = debounce((text: string) => fetchResults(text), 250)
`,
)}

250 ms feels instant to most people. Make the debounced function **once**, outside of what renders, or every render gets a timer of its own.`,
      ],
      [
        'And throttle?',
        'Throttling runs at most once per interval *while* events keep coming. Debounce for typing, throttle for scrolling.',
      ],
      [
        'An old answer sometimes arrives after a newer one and overwrites it 😕',
        `A race. Abort the previous request when you send the next one:

${code(
  'ts',
  `
let controller: AbortController | undefined

async function fetchResults(text: string) {
  controller?.abort()
  controller = new AbortController()
  const url = '/search?q=' + encodeURIComponent(text)
  const response = await fetch(url, { signal: controller.signal })
  show(await response.json())
}
`,
)}

The aborted \`fetch\` rejects with an \`AbortError\`; ignore that one and let every other error through.`,
      ],
      [
        'How would I test that without waiting for real?',
        'Use fake timers: type three letters, advance the clock by 250 ms, and assert that exactly one request was made, with the last text.',
      ],
    ],
  },
  {
    language: 'en',
    titles: ['Reading a huge CSV in {{tool}}', 'Out of memory with a 12 GB file', 'Streaming a CSV'],
    slots: { tool: ['Python', 'pandas', 'Polars'] },
    exchanges: [
      [
        'I have a 12 GB CSV and {{tool}} dies with a MemoryError. I only need the sum per customer.',
        `You never need the whole file at once for a sum. Read it row by row and keep one number per customer:

${code(
  'python',
  `
import csv
from collections import defaultdict
from decimal import Decimal

totals: dict[str, Decimal] = defaultdict(Decimal)

with open("orders.csv", newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        totals[row["customer_id"]] += Decimal(row["amount"])

for customer, total in sorted(totals.items(), key=lambda item: -item[1])[:20]:
    print(f"{customer:>12} {total:>14.2f}")
`,
)}

Memory now grows with the number of *customers*, not of rows. \`Decimal\` because binary floats lose cents when you add millions of them.

If it must be faster, the same idea in a columnar engine:

${code('sql', "SELECT customer_id, sum(amount)\nFROM read_csv('orders.csv')\nGROUP BY customer_id\nORDER BY 2 DESC\nLIMIT 20;")}`,
      ],
      [
        'Some rows have a comma inside the name, will that break it?',
        'No, as long as such fields are quoted. That is the reason to use a CSV reader rather than `line.split(",")`.',
      ],
      [
        'UnicodeDecodeError: byte 0xe9 in position 1417 …',
        'The file is not UTF-8. `0xe9` is “é” in Windows-1252, so try `encoding="cp1252"`. Look at a few names afterwards: mojibake such as “JosÃ©” means the guess was wrong.',
      ],
      ['Works! 41 seconds 🎉', 'Nice. If you run it daily, keep the totals and read only the new rows.'],
    ],
  },
  {
    language: 'en',
    titles: ['Borrow checker: cannot borrow as mutable', 'Rust E0502', 'Fighting the borrow checker 🦀'],
    exchanges: [
      [
        `Why does this not compile?

${code('rust', 'let first = &scores[0];\nscores.push(7);\nprintln!("{first}");')}`,
        `Because \`push\` may move the whole vector to a larger piece of memory, and \`first\` would then point at what was freed. The compiler sees a shared borrow (\`first\`) that is still alive at the \`println!\`, and a mutable one (\`push\`) in between.

Copy the value out, which ends the borrow at once:

${code('rust', 'let first = scores[0]; // i32 is Copy\nscores.push(7);\nprintln!("{first}");')}

For values that are not \`Copy\`, clone it, or keep the index and look it up again after the push.`,
      ],
      [
        'And if it were a String?',
        '`scores[0].clone()`, or restructure so that you print before you push. Cloning one string is rarely what makes a program slow.',
      ],
      [
        'When do I need Rc<RefCell<T>> then?',
        'When several owners really must change the same value at run time, as in a graph. Try a `Vec` with indices first: simpler, and often faster.',
      ],
    ],
  },
  {
    language: 'en',
    titles: ['Git: undo the last commit', 'I committed to main by accident', 'git reset --soft or --hard?'],
    slots: { branch: ['fix/login', 'feature/export', 'chore/upgrade', 'docs/readme'] },
    exchanges: [
      [
        'I committed to main instead of {{branch}}. Not pushed yet. Help!',
        `Easy, nothing is lost:

${code('bash', 'git branch {{branch}}      # keeps the commit\ngit reset --hard HEAD~1   # takes it off main\ngit switch {{branch}}')}

⚠️ \`--hard\` throws away changes that are not committed; stash those first.`,
      ],
      [
        'what if I had pushed?',
        'Then leave the history alone and use `git revert <commit>`: a new commit that undoes the old one, safe for everyone who has pulled.',
      ],
      [
        'I ran --hard too early. Is my work gone?',
        'What was committed is still there: `git reflog` lists where HEAD has been, and `git branch rescue <hash>` brings it back. What was never committed or staged is gone.',
      ],
      ['rescued ✅ thank you!!', 'Glad to hear it 🙌'],
    ],
  },
  {
    language: 'de',
    titles: [
      'Async/await verständlich erklärt',
      'Promise.all oder Schleife?',
      'Warum läuft das nacheinander?',
    ],
    exchanges: [
      [
        `Warum dauert das so lange? Die Aufrufe hängen doch gar nicht voneinander ab.

${code('js', 'for (const id of ids) {\n  users.push(await loadUser(id))\n}')}`,
        `Weil \`await\` in der Schleife jedes Mal wartet, bis die Antwort da ist. Bei 50 Aufrufen zu je 100 ms sind das 5 Sekunden. Starte alle gleichzeitig:

${code('js', 'const users = await Promise.all(ids.map(loadUser))')}

Die Reihenfolge der Ergebnisse entspricht der von \`ids\`. Scheitert einer, scheitert das Ganze; willst du die übrigen trotzdem, nimm \`Promise.allSettled\`.`,
      ],
      [
        'Kann ich damit den Server überlasten?',
        'Ja. Ab ein paar Dutzend Aufrufen solltest du die Zahl der gleichzeitigen begrenzen, zum Beispiel mit `p-limit`.',
      ],
      [
        'Und wenn ein Aufruf hängt?',
        'Gib jedem eine Frist: `fetch(url, { signal: AbortSignal.timeout(5000) })`.',
      ],
      ['Super, jetzt sind es 300 ms statt 5 s 🚀', 'Sehr gut!'],
    ],
  },
  {
    language: 'zh',
    titles: ['Go 协程泄漏怎么排查', 'goroutine 数量一直上涨', 'context 取消的正确写法'],
    exchanges: [
      [
        '线上服务的 goroutine 数量一直在涨，重启之后才恢复，应该从哪里查起？',
        `先用 pprof 看它们停在哪一行：

${code('bash', "curl -s 'localhost:6060/debug/pprof/goroutine?debug=1' | head -40")}

十有八九是下面这种写法：接收方提前返回，发送方永远阻塞在无缓冲的 channel 上。

${code(
  'go',
  `
func fetch(ctx context.Context) (string, error) {
	result := make(chan string, 1) // 缓冲 1：没人接收时也能发送完并退出
	go func() { result <- slowCall() }()
	select {
	case value := <-result:
		return value, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
`,
)}

把 channel 的缓冲设为 1，泄漏就消失了。`,
      ],
      [
        '缓冲设成 1 之后，slowCall 还是会继续执行吧？',
        '对，只是不再泄漏。要真正停下来，就得把 ctx 传进 slowCall，让它自己检查取消信号。',
      ],
      [
        '怎么在测试里发现这种问题？',
        '可以用 `go.uber.org/goleak`，测试结束时若还有多余的 goroutine 就会失败。',
      ],
      ['明白了，谢谢！👍', '不客气，祝顺利！'],
    ],
  },
  {
    language: 'ja',
    titles: ['TypeScriptの型の絞り込み', 'any を使わずに書きたい', 'unknown と any の違い'],
    exchanges: [
      [
        'APIの戻り値をとりあえず any にしています。もっと安全な書き方はありますか？',
        `\`any\` の代わりに \`unknown\` で受け取り、確認してから使うのが安全です。

${code(
  'ts',
  `
type User = { id: string; name: string }

function isUser(value: unknown): value is User {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value
}

const body: unknown = await response.json()
if (!isUser(body)) throw new Error('想定外の応答です')
console.log(body.name) // ここでは User 型
`,
)}

項目が多い場合は、zod などのスキーマ検証ライブラリを使うと型と検証を一か所にまとめられます。`,
      ],
      [
        'any と unknown は何が違うんですか？',
        '`any` は型検査をやめる、`unknown` は「まだ分からない」という意味です。`unknown` は確認するまで何もできません。',
      ],
      [
        'as User と書くだけではだめですか？',
        '`as` は実行時には何も確認しません。APIが変わったとき、離れた場所で原因の分かりにくいエラーになります。',
      ],
      ['なるほど、納得しました😊', 'よかったです。少しずつ置き換えていけば大丈夫ですよ。'],
    ],
  },
  {
    language: 'ru',
    titles: ['Утечка памяти в Node.js', 'Процесс съедает всю память', 'Как снять heap snapshot'],
    exchanges: [
      [
        'Сервис на Node.js за сутки разрастается до 2 ГБ и падает. С чего начать?',
        `Снимите два снимка кучи с интервалом в час и сравните их в DevTools (вкладка Memory → Comparison):

${code('bash', 'node --heapsnapshot-signal=SIGUSR2 dist/main.js &\nkill -USR2 $!')}

Чаще всего виноваты:
1. кэш без ограничения размера (\`Map\`, из которого ничего не удаляется);
2. подписки \`emitter.on\` без \`off\`;
3. таймеры, удерживающие замыкание.

Смотрите на столбец *Retained size*: он показывает, кто именно держит память.`,
      ],
      [
        'Нашёл: Map с сессиями, 1,4 млн записей 😱',
        'Замените на LRU-кэш с пределом и временем жизни. И добавьте метрику размера, чтобы увидеть проблему раньше, чем она уронит сервис.',
      ],
      ['А просто увеличить --max-old-space-size?', 'Это лишь отложит падение. Сначала устраните утечку.'],
    ],
  },
]
