import type { Topic } from './topic.ts'

export const home: Topic[] = [
  {
    language: 'en',
    titles: ['Yellow leaves on my {{plant}}', 'Is my {{plant}} dying?', '🪴 {{plant}}'],
    slots: { plant: ['monstera', 'basil', 'lemon tree', 'fiddle-leaf fig', 'orchid', 'peace lily'] },
    exchanges: [
      [
        'My {{plant}} gets yellow leaves from below. I water it every day.',
        'That is very likely too much water. Let the top 3 cm of the soil dry out before you water again, and empty the saucer after ten minutes. A yellow leaf will not turn green any more; watch the new ones.',
      ],
      [
        'There are tiny flies too',
        'Fungus gnats: they like wet soil. Let it dry, put up yellow sticky cards, and they are gone in three weeks.',
      ],
      [
        'How much light?',
        'Near an east or west window. Direct noon sun burns most indoor plants, a dark corner starves them.',
      ],
      ['New leaf!! 🌱', 'It has forgiven you. 🙂'],
    ],
  },
  {
    language: 'en',
    titles: ['Dripping tap', 'Boiler pressure keeps dropping', 'Fix it or call someone?'],
    exchanges: [
      [
        'The kitchen tap drips. Can I fix that myself?',
        `Usually, with an adjustable spanner and a new washer or cartridge:

1. Turn off the water under the sink, then open the tap to let out what is left.
2. Put a cloth in the drain, so that no screw falls in. (Everyone skips this once.)
3. Lever off the cap on the handle, undo the screw, pull off the handle.
4. Unscrew the cartridge and **take it to the shop**: there are dozens that look the same.
5. Put the new one in with a little silicone grease. Not too tight.

If the shut-off valve itself does not close, stop, and call a plumber.`,
      ],
      [
        'The screw is stuck',
        'White vinegar on a cloth around it for an hour; it dissolves the limescale. Then a drop of oil, and try again with a screwdriver that fits exactly.',
      ],
      [
        'Water is coming out of the handle now 😬',
        'The O-ring is pinched. Take it out, wipe it clean, grease it, and put it back in straight.',
      ],
      ['It’s dry! Total cost: 4.20', 'And a plumber’s call-out saved. Well done 🔧'],
    ],
  },
  {
    language: 'de',
    titles: ['Nebenkostenabrechnung prüfen', 'Schimmel in der {{raum}}', 'Waschmaschine stinkt'],
    slots: { raum: ['Küche', 'Abstellkammer', 'Dusche', 'Zimmerecke'] },
    exchanges: [
      [
        'In der {{raum}} bildet sich Schimmel. Was kann ich tun?',
        'Kleine Stellen (unter einem halben Quadratmeter) mit 80-prozentigem Alkohol abwischen, dabei lüften und Handschuhe tragen. Danach zählt nur eines: trocken halten. Mehrmals am Tag fünf Minuten stoßlüften, nicht kippen. Und melde es deinem Vermieter schriftlich.',
      ],
      [
        'Der Vermieter sagt, ich lüfte falsch.',
        'Kauf ein Hygrometer und schreib zwei Wochen lang morgens und abends die Werte auf. Liegen sie unter 60 %, spricht das für einen Baumangel.',
      ],
      [
        'Darf ich die Miete mindern?',
        'Möglicherweise, aber nicht auf eigene Faust: Lass dich vorher beim Mieterverein beraten, sonst riskierst du Rückstände.',
      ],
    ],
  },
  {
    language: 'he',
    titles: ['עלים צהובים ב{{plant}}', 'איך להיפטר מאבנית', 'נזילה בברז'],
    slots: { plant: ['בזיליקום', 'מונסטרה', 'עץ הלימון', 'סחלב'] },
    exchanges: [
      [
        'העלים של ה{{plant}} שלי מצהיבים. מה לעשות?',
        'כנראה השקיית יתר. תנו לאדמה להתייבש שלושה סנטימטרים לפני ההשקיה הבאה, ורוקנו את התחתית. עלה צהוב לא יחזור להיות ירוק, אז הסתכלו על העלים החדשים. 🌿',
      ],
      [
        'יש גם זבובים קטנים',
        'אלה יתושי פטרייה, והם אוהבים אדמה רטובה. ייבוש ומלכודות צהובות, ותוך שלושה שבועות הם ייעלמו.',
      ],
      ['כמה שמש צריך?', 'אור חזק אבל לא ישיר: חלון מזרחי הוא הכי טוב.'],
    ],
  },
  {
    language: 'zh',
    titles: ['{{plant}}叶子发黄', '小户型收纳', '空调有异味怎么办'],
    slots: { plant: ['绿萝', '发财树', '龟背竹', '柠檬树', '栀子花'] },
    exchanges: [
      [
        '我的{{plant}}叶子发黄了，天天浇水也没用。',
        '多半就是浇水太勤。等表层三厘米的土干了再浇，浇透之后把托盘里的水倒掉。已经黄的叶子不会变绿，看新叶就好🌱',
      ],
      ['要施肥吗？', '生病的时候先别施肥，等长出新叶再每月一次，浓度减半。'],
      ['冬天放在暖气旁边可以吗？', '不行，太干。离暖气一米以上，旁边放一杯水。'],
    ],
  },
]
