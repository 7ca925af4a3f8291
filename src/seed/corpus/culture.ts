import type { Topic } from './topic.ts'

export const culture: Topic[] = [
  {
    language: 'en',
    titles: ['A book like {{book}}', 'What to read next 📚', 'Book club: {{book}}'],
    slots: {
      book: [
        'Middlemarch',
        'The Dispossessed',
        'Frankenstein',
        'Piranesi',
        'The Left Hand of Darkness',
        'Emma',
      ],
    },
    exchanges: [
      [
        'I have just finished {{book}} and do not know what to do with myself. Something like it?',
        'A book hangover! Tell me what you miss: the people, the world, or how the sentences sound? For people, *Persuasion*; for a world, *A Wizard of Earthsea*; for sentences, *Mrs Dalloway*.',
      ],
      [
        'the world',
        'Then *A Wizard of Earthsea*. Short, and every island has its own weather. Afterwards *The Tombs of Atuan*, which many like even better.',
      ],
      [
        'Questions for a book club evening on {{book}}?',
        '1. Whom did you trust at the beginning, and when did that change?\n2. Which scene would you cut, and what would be missing?\n3. Who is never allowed to speak?\n4. Would the story work today?\n5. What did you want to ask the author of {{book}}?',
      ],
      ['Perfect, thanks', 'Enjoy the evening! 🍷'],
    ],
  },
  {
    language: 'en',
    titles: ['Learning the {{instrument}} at 40', '{{instrument}} practice plan', 'How to read chords'],
    slots: { instrument: ['guitar', 'piano', 'cello', 'ukulele', 'clarinet'] },
    exchanges: [
      [
        'Am I too old to start the {{instrument}} at 40?',
        'No. You will learn slower than a child and understand faster. 20 minutes every day beat three hours on Sunday.',
      ],
      [
        'Make me a plan for the first four weeks.',
        `**Week 1: make friends.** Posture, one clear note, a five-note tune. Stop while it is still fun.
**Week 2: hands.** The same tune slowly with a metronome at 60. Add one new thing a day, not more.
**Week 3: listen.** Record yourself once. It is horrible for everybody; after ten minutes it is useful.
**Week 4: play for someone.** One tune, from the beginning to the end, whatever happens. 🎶

Each day: 5 minutes to warm up, 10 for the hard two bars, 5 for playing what you like.`,
      ],
      [
        'My fingers hurt',
        'A little is normal in the first weeks. Pain in the wrist or the elbow is not: stop, and have a teacher look at how you hold the {{instrument}}.',
      ],
    ],
  },
  {
    language: 'fr',
    titles: ['Traduire un haïku', 'Que lire après {{livre}} ?', 'Film pour dimanche soir 🎬'],
    slots: { livre: ['L’Étranger', 'Bonjour tristesse', 'Les Misérables', 'La Peste'] },
    exchanges: [
      [
        'J’ai adoré {{livre}}. Que me conseilles-tu ensuite ?',
        'Si c’est la clarté de la langue qui t’a plu, essaie *Le Silence de la mer*. Si c’est l’époque, *Les Années*. Dans les deux cas, c’est court et ça reste longtemps en tête.',
      ],
      [
        'Et en poésie ?',
        'Prévert pour commencer, Desnos ensuite, et un Rimbaud sur la table de nuit. À petites doses !',
      ],
      ['Un film qui va avec ?', '*Les Parapluies de Cherbourg*. Prévois des mouchoirs. 🌂'],
    ],
  },
  {
    language: 'pt',
    titles: ['Aprender violão', 'Bossa nova para iniciantes', 'Livros de {{autor}}'],
    slots: { autor: ['Machado de Assis', 'José Saramago', 'Clarice Lispector', 'Fernando Pessoa'] },
    exchanges: [
      [
        'Por onde começo a ler {{autor}}?',
        'Pelo mais curto: um conto ou uma crônica diz em dez páginas se a voz combina com você. Se combinar, vá ao livro mais conhecido, sem ler o prefácio antes.',
      ],
      [
        'Li e não entendi nada 😅',
        'Acontece. Leia em voz alta, devagar: em {{autor}} o ritmo explica metade.',
      ],
      ['E em audiolivro?', 'Ótima ideia, principalmente se for lido por alguém da mesma terra.'],
      ['Valeu!', 'Boa leitura! 📖'],
    ],
  },
  {
    language: 'ar',
    titles: ['قصيدة عن {{subject}}', 'كتب أنصح بها', 'تعلّم العود'],
    slots: { subject: ['المطر', 'الأم', 'الغربة', 'البحر', 'الليل'] },
    exchanges: [
      [
        'اكتب لي أبياتًا قصيرة عن {{subject}} بأسلوب بسيط.',
        `عن {{subject}}:

يا ليلُ، قد طالَ الطريقُ وما وصلتُ
والقلبُ يسألُني: متى؟ فأقولُ: صبرُ
كلُّ الذينَ أحبُّهم في خاطري
وعلى شفاهي من حكاياهم سطرُ`,
      ],
      [
        'جميلة! هل يمكن أن تكون أقصر؟',
        '«كلُّ الذينَ أحبُّهم في خاطري، وعلى شفاهي من حكاياهم سطرُ». بيت واحد يكفي أحيانًا. 🌙',
      ],
      [
        'ما رأيك أن أبدأ بقراءة الشعر القديم؟',
        'ابدأ بمختارات قصيرة مشروحة، بيتان كل يوم، واقرأ بصوت عالٍ؛ فالوزن يساعد على الفهم.',
      ],
    ],
  },
  {
    language: 'ja',
    titles: ['俳句の添削', 'おすすめの小説', '{{item}}を始めたい'],
    slots: { item: ['ピアノ', '書道', '将棋', '登山', '写真'] },
    exchanges: [
      [
        '{{item}}を始めたいのですが、何から揃えればいいですか？',
        'まずは借りるのがおすすめです。三か月続いたら、自分に合うものが分かってから買いましょう。最初から高い道具を買うと、かえって続かないことが多いです。',
      ],
      ['毎日どのくらい練習すればいい？', '15分で十分です。大切なのは、毎日同じ時間に始めること。'],
      [
        '俳句を一つ作ってみました。「雨あがり 石段ひかる かたつむり」',
        '情景がよく見えます。季語の「かたつむり」を最後に置いたことで、視線が自然に小さなものへ移るのがいいですね🐌',
      ],
      ['嬉しいです！', 'また作ったら見せてください。'],
    ],
  },
  {
    language: 'he',
    titles: ['המלצה לספר', 'ללמוד {{instrument}} בגיל 40', 'ברכה ליום הולדת 🎂'],
    slots: { instrument: ['גיטרה', 'פסנתר', 'כינור', 'חליל'] },
    exchanges: [
      [
        'אני בן 40 ורוצה ללמוד {{instrument}}. מאוחר מדי?',
        'ממש לא. מבוגרים לומדים לאט יותר ומבינים מהר יותר. 20 דקות ביום עדיפות על שלוש שעות בשבת.',
      ],
      ['אפשר בלי מורה?', 'אפשר להתחיל לבד, אבל שניים או שלושה שיעורים בהתחלה ימנעו הרגלים רעים.'],
      [
        'כתוב לי ברכה קצרה לאמא',
        '״אמא יקרה, כל מה שטוב בי התחיל אצלך. שתהיה לך שנה של בריאות, צחוק והרבה קפה ביחד. אוהבים אותך!״ ❤️',
      ],
    ],
  },
]
