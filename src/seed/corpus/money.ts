import { code, type Topic } from './topic.ts'

export const money: Topic[] = [
  {
    language: 'en',
    titles: ['Monthly budget in a spreadsheet', 'Rent or buy in {{city}}?', 'Formula: running total'],
    slots: { city: ['Leeds', 'Porto', 'Cork', 'Ghent', 'Leipzig'] },
    exchanges: [
      [
        'I want a simple budget sheet: date, what, amount, and the balance after each line.',
        `Put the date in A, the text in B, the amount in C (spending negative), and in D2, then copied down:

${code('text', '=SUM($C$2:C2)')}

The first part is fixed with \`$\`, the second grows. For the sum per month:

${code('text', '=SUMIFS(C:C, A:A, ">="&DATE(2025,3,1), A:A, "<"&DATE(2025,4,1))')}`,
      ],
      [
        'D shows #VALUE!',
        'One of the amounts is text, often because of a comma instead of a point. Select column C and format it as a number; what stays on the left is the culprit.',
      ],
      [
        'Rent or buy in {{city}}?',
        'Compare the yearly rent with the price: below 1/25 of the price, renting is usually cheaper. Then count how long you will stay: under five years, the costs of buying hardly ever come back.',
      ],
      ['ok so renting it is 😄', 'For now. Look again when life changes.'],
    ],
  },
  {
    language: 'de',
    titles: ['Haushaltsbuch anlegen', 'Steuererklärung: {{thema}}', 'Tagesgeld oder ETF?'],
    slots: { thema: ['Homeoffice', 'Pendlerpauschale', 'Arbeitszimmer', 'Umzugskosten'] },
    exchanges: [
      [
        'Was muss ich bei „{{thema}}“ in der Steuererklärung angeben?',
        'Halte Tage, Strecken oder Belege fest, je nachdem, und bewahre sie auf, bis der Bescheid bestandskräftig ist. Eingetragen wird „{{thema}}“ bei den Werbungskosten in der Anlage N. Für Sonderfälle hilft ein Lohnsteuerhilfeverein.',
      ],
      [
        'Bis wann muss ich abgeben?',
        'Wer zur Abgabe verpflichtet ist: bis Ende Juli des Folgejahres. Freiwillig hast du vier Jahre Zeit.',
      ],
      ['Lohnt sich das überhaupt?', 'Meistens ja: Im Durchschnitt gibt es gut 1.000 € zurück. 💶'],
    ],
  },
  {
    language: 'ja',
    titles: ['家計簿のつけ方', '{{kind}}を見直したい', 'ふるさと納税とは'],
    slots: { kind: ['通信費', '保険料', '食費', '光熱費'] },
    exchanges: [
      [
        '{{kind}}を見直したいです。何から始めればいいですか？',
        'まず三か月分の明細を並べて、毎月いくらかを書き出しましょう。次に「なくても困らないもの」を一つだけやめます。{{kind}}は一度見直せば効果がずっと続くので、最初に取り組む価値があります。',
      ],
      [
        '家計簿が続きません😥',
        '細かくつけなくて大丈夫です。週に一度、残高だけ書くところから始めてみてください。',
      ],
      [
        '目標は月1万円の節約です',
        'いい目標です。固定費で7千円、残りを外食一回分で考えると無理がありません。',
      ],
    ],
  },
  {
    language: 'fr',
    titles: ['Budget du ménage', 'Livret A ou assurance vie ?', 'Calculer un prêt sur {{ans}} ans'],
    slots: { ans: ['10', '15', '20', '25'] },
    exchanges: [
      [
        'Comment calculer la mensualité d’un prêt sur {{ans}} ans ?',
        `Avec le taux mensuel $t$, le nombre de mois $n$ et le capital $C$ : $m = C\\,t / (1 - (1+t)^{-n})$. En Python :

${code('python', 'def mensualite(capital: float, taux_annuel: float, annees: int) -> float:\n    t, n = taux_annuel / 12, annees * 12\n    return capital * t / (1 - (1 + t) ** -n)\n\nprint(f"{mensualite(200_000, 0.035, {{ans}}):.2f} € par mois")')}`,
      ],
      [
        'Et le coût total ?',
        'La mensualité fois le nombre de mois, moins le capital : ce sont les intérêts. Ajoutez l’assurance, que l’on oublie toujours.',
      ],
      [
        'Rembourser plus tôt, est-ce utile ?',
        'Surtout au début, quand les intérêts pèsent le plus. Vérifiez les pénalités dans le contrat.',
      ],
    ],
  },
]
