import type { Topic } from './topic.ts'

export const cooking: Topic[] = [
  {
    language: 'en',
    titles: ['Sourdough does not rise', 'Flat {{flour}} loaf', 'Starter rescue 🍞'],
    slots: { flour: ['rye', 'wheat', 'spelt', 'wholemeal'] },
    exchanges: [
      [
        'My {{flour}} sourdough comes out flat and dense. What am I doing wrong?',
        `Most often it is one of three things:

1. **A tired starter.** Feed it 1:2:2 (starter, flour, water) twice a day until it doubles within 4 to 6 hours. Bake only then.
2. **Too cold.** At 20 °C the dough needs twice as long as at 26 °C. Go by its size, not by the clock.
3. **Proofed too long.** Press a floured finger in: if the dent stays, it has gone too far; if it springs back at once, it needs more time.

With {{flour}} flour, expect a closer crumb than in the pictures. That is not a mistake.`,
      ],
      [
        'It doubles after 9 hours',
        'Then it is too weak for now. Keep it at 26 °C (an oven with only the light on) and feed it for three more days.',
      ],
      ['Can I freeze the loaf?', 'Yes: slice it first, and toast the slices straight from the freezer.'],
      ['How much salt?', '2 % of the flour: 10 g for 500 g.'],
      [
        'Look at that crumb 😍',
        'Beautiful! Write down the temperature and the times; next time you will be glad of it.',
      ],
    ],
  },
  {
    language: 'en',
    titles: ['Dinner from what is in the fridge', 'Something with {{main}}', 'Quick weeknight {{main}}'],
    slots: { main: ['chickpeas', 'aubergine', 'salmon', 'leftover rice', 'red lentils', 'tofu'] },
    exchanges: [
      [
        'I have {{main}}, two tomatoes, an onion and yoghurt. 30 minutes. Ideas?',
        'Fry the onion slowly with cumin, add the tomatoes until they fall apart, then {{main}}, salt and a little chilli. Ten minutes on low heat. Yoghurt with lemon and garlic on top. 🍅',
      ],
      ['No cumin', 'Coriander seed or curry powder. Even smoked paprika works.'],
      ['for 6 people?', 'Double everything, but not the chilli.'],
      ['What goes with it?', 'Flat bread, or rice if {{main}} is not rice already.'],
    ],
  },
  {
    language: 'es',
    titles: ['Tortilla de patatas', 'Paella para {{personas}}', '¿Con cebolla o sin cebolla?'],
    slots: { personas: ['cuatro', 'seis', 'ocho', 'doce'] },
    exchanges: [
      [
        'Quiero hacer una tortilla de patatas para {{personas}} personas. ¿Qué cantidades?',
        `Por persona, calcula unos 150 g de patata y un huevo y medio.

- Corta las patatas finas y confítalas en aceite de oliva a fuego suave, 20 minutos: que se cuezan, no que se doren.
- Escúrrelas, mézclalas con el huevo batido y la sal, y **deja reposar 10 minutos**. Ahí está el secreto.
- Cuaja por un lado 3 minutos, dale la vuelta con un plato y 2 minutos más.

¿Con cebolla? Yo diría que sí, pero no quiero empezar una guerra. 😄`,
      ],
      [
        'Se me rompe al darle la vuelta 😩',
        'La sartén tiene que estar muy caliente y bien engrasada, y el plato debe ser más grande que ella. Sin miedo y de un solo gesto.',
      ],
      ['¿Se puede dejar hecha el día antes?', 'Sí, en la nevera y bien tapada. Sácala una hora antes.'],
      ['¡Quedó buenísima!', '¡Qué bien! ¡Buen provecho!'],
    ],
  },
  {
    language: 'fr',
    titles: ['Pâte brisée ratée', 'Tarte aux {{fruit}}', 'Pourquoi ma pâte rétrécit ?'],
    slots: { fruit: ['pommes', 'poires', 'mirabelles', 'abricots', 'fraises'] },
    exchanges: [
      [
        'Ma pâte brisée rétrécit à la cuisson, et la tarte aux {{fruit}} déborde. Que faire ?',
        'Elle a été trop travaillée et pas assez reposée. Mélangez du bout des doigts juste ce qu’il faut, puis **une heure au frais**. Une fois la pâte foncée dans le moule, encore 20 minutes au congélateur avant d’enfourner. Et ne l’étirez jamais : si elle résiste, attendez.',
      ],
      [
        'Faut-il la cuire à blanc ?',
        'Pour des fruits juteux, oui : 15 minutes à 180 °C avec des billes de cuisson, puis 5 minutes sans.',
      ],
      [
        'Et si je n’ai pas de billes ?',
        'Des haricots secs ou du riz, sur du papier cuisson. Ils resservent des dizaines de fois.',
      ],
    ],
  },
  {
    language: 'ja',
    titles: ['だし巻き卵のコツ', '{{main}}を使った晩ごはん', '味噌汁の基本'],
    slots: { main: ['鶏むね肉', '豆腐', '鮭', 'なす', '大根'] },
    exchanges: [
      [
        '{{main}}が余っています。15分くらいで作れるおかずを教えてください。',
        '{{main}}を一口大に切って、ごま油で焼き色をつけます。醤油大さじ1、みりん大さじ1、砂糖小さじ1を合わせて絡め、最後に生姜のすりおろしを少し。ご飯によく合いますよ🍚',
      ],
      ['みりんがありません', '日本酒大さじ1と砂糖小さじ1で代用できます。'],
      ['お弁当に入れても大丈夫？', 'よく冷ましてから詰めれば大丈夫です。夏は保冷剤を忘れずに。'],
      ['だしは何がいいですか', 'ふだんの味噌汁なら煮干しか、かつおと昆布の合わせだしがおすすめです。'],
    ],
  },
  {
    language: 'ar',
    titles: ['طريقة عمل الحمص', 'عشاء سريع لـ{{guests}}', 'سر الكبسة'],
    slots: { guests: ['شخصين', 'أربعة أشخاص', 'ستة أشخاص', 'العائلة'] },
    exchanges: [
      [
        'أريد أن أحضّر حمصًا ناعمًا مثل المطاعم، كمية تكفي {{guests}}. ما السر؟',
        `السر في ثلاثة أشياء:

1. انقع الحمص ليلة كاملة مع نصف ملعقة من بيكربونات الصوديوم، ثم اسلقه حتى يذوب بين أصابعك.
2. اخلط الطحينة مع عصير الليمون والثوم أولًا، ثم أضف الحمص وهو دافئ.
3. أضف ماءً **مثلجًا** قليلًا قليلًا أثناء الخلط؛ هو الذي يعطيه اللون الفاتح والقوام الكريمي.

زيّنه بزيت الزيتون والكمون، وبالعافية! 🫒`,
      ],
      ['هل يمكن استخدام الحمص المعلّب؟', 'نعم، لكن اسلقه عشر دقائق إضافية حتى يلين أكثر.'],
      ['كم يومًا يبقى في الثلاجة؟', 'من ثلاثة إلى أربعة أيام في علبة محكمة الإغلاق.'],
      ['شكرًا، طلع ممتاز!', 'ألف صحة وعافية!'],
    ],
  },
  {
    language: 'hi',
    titles: ['नरम रोटी कैसे बनाएँ', '{{dal}} की दाल', 'आज रात क्या बनाऊँ?'],
    slots: { dal: ['मूंग', 'मसूर', 'अरहर', 'चना'] },
    exchanges: [
      [
        '{{dal}} की दाल ढाबे जैसी कैसे बनाऊँ?',
        `दाल को हल्दी और नमक के साथ अच्छी तरह गला लीजिए, फिर असली स्वाद **तड़के** से आता है:

- दो चम्मच घी में जीरा और हींग चटकाइए,
- लहसुन और हरी मिर्च सुनहरी होने तक भूनिए,
- टमाटर डालकर तेल छूटने तक पकाइए,
- आँच बंद करके लाल मिर्च डालिए और तुरंत दाल में मिला दीजिए।

ऊपर से नींबू और हरा धनिया। 🌶️`,
      ],
      ['कुकर में कितनी सीटी?', 'भिगोई हुई दाल के लिए तीन सीटी काफ़ी हैं; {{dal}} बिना भिगोए हो तो चार-पाँच।'],
      ['बिना लहसुन के चलेगा?', 'ज़रूर, हींग थोड़ी बढ़ा दीजिए।'],
    ],
  },
  {
    language: 'ru',
    titles: ['Борщ, чтобы был красный', 'Что приготовить из {{product}}', 'Тесто для пельменей'],
    slots: { product: ['гречки', 'тыквы', 'кабачков', 'творога', 'курицы'] },
    exchanges: [
      [
        'Почему мой борщ становится оранжевым?',
        'Свёкла теряет цвет от долгой варки. Потушите её отдельно с ложкой уксуса или лимонного сока и добавьте за десять минут до конца. И не давайте кипеть!',
      ],
      [
        'А что сделать из {{product}}, если осталось?',
        'Запеканку: яйцо, ложка сметаны, немного сыра, 25 минут при 180 °C. Из {{product}} получается отлично.',
      ],
      ['Сколько варить бульон?', 'Говяжий на кости — два с половиной, три часа на самом слабом огне.'],
      ['Вкусно получилось ❤️', 'Приятного аппетита!'],
    ],
  },
]
