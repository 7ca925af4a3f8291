import type { Topic } from './topic.ts'

export const work: Topic[] = [
  {
    language: 'en',
    titles: ['A polite “no” to {{who}}', 'Email: declining the meeting', 'Say no without burning bridges'],
    slots: { who: ['my manager', 'a client', 'a colleague', 'a recruiter'] },
    exchanges: [
      [
        'Help me write to {{who}}: I cannot take on another project this month. Short and friendly.',
        `Subject: The new project

Hi,

thank you for thinking of me. I would like to do this well, and this month I could not: what I have promised already fills it.

From the 3rd of next month I have time again. If it can wait until then, I am in. If not, I am glad to spend half an hour with whoever takes it.

Best wishes`,
      ],
      [
        'Less apologetic please',
        '“Thanks for asking. I am fully booked until the end of the month and can start on the 3rd. If that is too late, I can brief someone else for half an hour.”',
      ],
      [
        'And if they insist?',
        'Ask which of your present tasks should wait instead. It turns “no” into a choice that they make.',
      ],
      ['Sent. Wish me luck 🤞', '🍀'],
    ],
  },
  {
    language: 'en',
    titles: ['Retro notes {{team}}', 'Summary of Tuesday’s meeting', 'Minutes → action items'],
    slots: { team: ['Platform', 'Mobile', 'Checkout', 'Data', 'Support'] },
    exchanges: [
      [
        `Turn these notes from the {{team}} retro into action items:

- deploys slow, 40 min, everyone complains
- on-call: 11 pages last week, 8 of them the same disk alert
- pairing on Thursdays = great, keep
- nobody knows who owns the wiki
- new hires take 3 days until the first build runs`,
        `**Action items, {{team}}**

| # | what | owner | by |
|---|---|---|---|
| 1 | Measure where the 40 minutes of a deploy go; propose the one cut that saves most | ? | next retro |
| 2 | Disk alert: raise the threshold or clean up by itself, so that it pages for real trouble only | on-call | Friday |
| 3 | Name an owner for the wiki; archive pages nobody has opened for a year | lead | end of month |
| 4 | One script from clone to first build; the next new hire times it | ? | before the next start date |

**Keep:** pairing on Thursdays.

Two items have no owner yet. Without a name they will be in the next retro again.`,
      ],
      ['Which one first?', 'The alert. Eight pages a week cost sleep, and it is an hour of work.'],
      [
        'Make it one Slack message',
        '“{{team}} retro: 1️⃣ disk alert fixed by Friday (on-call) 2️⃣ find out why deploys take 40 min 3️⃣ wiki gets an owner 4️⃣ one-script setup. Thursday pairing stays 💜 Who takes 2 and 4?”',
      ],
    ],
  },
  {
    language: 'de',
    titles: ['Bewerbungsschreiben kürzen', 'Kündigungsfrist berechnen', 'Arbeitszeugnis verstehen'],
    exchanges: [
      [
        'Was bedeutet „stets bemüht“ im Arbeitszeugnis?',
        'Leider nichts Gutes: Es entspricht etwa der Note mangelhaft. „Stets zu unserer vollsten Zufriedenheit“ wäre eine Eins.',
      ],
      [
        'Kann ich eine Änderung verlangen?',
        'Ja. Du hast Anspruch auf ein wahres und wohlwollendes Zeugnis. Schreib höflich, welche Formulierung du stattdessen vorschlägst; die meisten Arbeitgeber gehen darauf ein.',
      ],
      [
        'Formulierst du mir das?',
        'Gern:\n\n„Sehr geehrte Frau Kollegin,\n\nvielen Dank für das Zeugnis. Die Formulierung ‚stets bemüht‘ gibt meine Leistung nicht so wieder, wie sie in den Jahresgesprächen beurteilt wurde. Ich bitte Sie, sie durch ‚stets zu unserer vollen Zufriedenheit‘ zu ersetzen.\n\nMit freundlichen Grüßen“',
      ],
    ],
  },
  {
    language: 'fr',
    titles: ['Lettre de motivation', 'Relancer {{qui}} sans insister', 'Négocier le télétravail'],
    slots: { qui: ['un client', 'un recruteur', 'un fournisseur', 'la mairie'] },
    exchanges: [
      [
        'Je n’ai pas de réponse de {{qui}} depuis deux semaines. Comment relancer poliment ?',
        '« Bonjour, je me permets de revenir vers vous au sujet de mon message du 3. Avez-vous pu y jeter un œil ? Je reste à votre disposition, et un simple “oui, la semaine prochaine” me suffirait. Bonne journée ! »',
      ],
      ['Plus court ?', '« Bonjour, avez-vous pu avancer sur mon message du 3 ? Merci d’avance ! »'],
      [
        'Et au bout de la troisième relance ?',
        'Téléphonez. Cinq minutes de conversation valent mieux que dix courriels. 📞',
      ],
    ],
  },
  {
    language: 'zh',
    titles: ['周报怎么写', '年终总结提纲', '给{{who}}的邮件润色'],
    slots: { who: ['客户', '领导', '同事', '供应商'] },
    exchanges: [
      [
        '帮我润色一封给{{who}}的邮件：项目要延期一周，原因是测试发现了问题。',
        '您好！\n\n在本周的测试中，我们发现了一处会影响数据准确性的问题，修复需要五个工作日，因此上线时间由15日调整为22日。其余部分均按计划进行。\n\n给您带来的不便，敬请谅解。如有疑问，随时联系我。',
      ],
      [
        '语气再轻松一点',
        '您好，跟您说一声：测试时发现了一个数据问题，为了稳妥，上线推迟一周，改到22日。其他一切正常，有问题随时找我。',
      ],
      ['标题写什么好？', '“上线时间调整至22日（附原因）”，一眼就能看明白。'],
    ],
  },
  {
    language: 'ja',
    titles: ['お礼メールの書き方', '会議の議事録', '敬語が正しいか確認'],
    exchanges: [
      [
        '「ご苦労様です」は上司に使ってもいいですか？',
        '目上の人には「お疲れ様です」を使うのが無難です。「ご苦労様」は一般に目上から目下へのねぎらいとされています。',
      ],
      [
        '面接のお礼メールを書いてください。',
        `件名：本日の面接のお礼

本日はお忙しい中、面接のお時間をいただき、誠にありがとうございました。

お話を伺い、少人数のチームで設計から運用まで担当できる点に大きな魅力を感じました。これまでの経験を生かし、早くお役に立てるよう努めてまいります。

取り急ぎ、お礼申し上げます。今後ともどうぞよろしくお願いいたします。`,
      ],
      [
        'もう少し短くできますか',
        '「本日は面接のお時間をいただき、ありがとうございました。お話を伺い、ますます志望の気持ちが強くなりました。どうぞよろしくお願いいたします。」',
      ],
    ],
  },
]
