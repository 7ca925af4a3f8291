import { code, type Topic } from './topic.ts'

export const science: Topic[] = [
  {
    language: 'en',
    titles: ['Why is the sky blue?', 'Explain {{thing}} to a ten-year-old', 'Homework: {{thing}}'],
    slots: { thing: ['rainbows', 'tides', 'black holes', 'magnets', 'photosynthesis', 'earthquakes'] },
    exchanges: [
      [
        'Why is the sky blue?',
        'Sunlight holds all colours. Air scatters blue light far more than red, so blue comes to your eyes from every direction. At sunset the light has so much air to cross that the blue is gone and the red is left.',
      ],
      [
        'Then why is it not violet?',
        'It is scattered even more, but the sun sends out less of it, some is absorbed high up, and our eyes are less sensitive to it.',
      ],
      [
        'Now I need one sentence about {{thing}} for my homework',
        'Write what you see, then why it happens, then where one can see it. For {{thing}}, start with the “why”: that is the part which your teacher wants to hear. Shall we do it together?',
      ],
      ['yes!! 🌈', 'Good. Tell me first what you already know about {{thing}}.'],
    ],
  },
  {
    language: 'en',
    titles: ['Mean or median?', 'p-values without tears', 'Is {{n}} people enough?'],
    slots: { n: ['12', '30', '100', '250', '1,000'] },
    exchanges: [
      [
        'We asked {{n}} people and 54 % like the new design. Is that a result?',
        `With a sample of n the 95 % margin is about $1/\\sqrt{n}$. Try it:

${code('r', 'margin <- function(n, p = 0.54) 1.96 * sqrt(p * (1 - p) / n)\nround(100 * margin(c(12, 30, 100, 250, 1000)), 1)\n#> 28.2 17.8  9.8  6.2  3.1')}

54 % is four points above one half. Only a margin below four points tells you that a majority likes it; that takes about 600 people. With {{n}}, look at the margin above and decide whether you would bet on it.`,
      ],
      [
        'So asking more people always helps?',
        'It makes the margin smaller, but slowly: for half the margin you need four times as many. And it does not help at all if you ask the wrong ones.',
      ],
      [
        'what does p = 0.04 mean then',
        'That a difference at least this large would turn up in 4 of 100 studies if there were none at all. It is *not* the probability that you are right.',
      ],
    ],
  },
  {
    language: 'fr',
    titles: ['Pourquoi les marées ?', 'La photosynthèse en bref', 'Devoir de physique'],
    exchanges: [
      [
        'Pourquoi y a-t-il deux marées hautes par jour et non une seule ?',
        'La Lune attire davantage l’eau qui lui fait face que la Terre elle-même, et davantage la Terre que l’eau du côté opposé. Il se forme donc deux bourrelets, et la Terre tourne dessous : deux marées hautes en 24 h 50.',
      ],
      [
        'Pourquoi 24 h 50 ?',
        'Parce que la Lune avance sur son orbite pendant que la Terre tourne : il faut 50 minutes de plus pour la rattraper.',
      ],
      [
        'Et en Méditerranée, presque rien ?',
        'Le bassin est trop petit et presque fermé ; l’eau n’a pas le temps d’y entrer par Gibraltar.',
      ],
      ['Merci, c’est clair 🌊', 'Avec plaisir !'],
    ],
  },
  {
    language: 'es',
    titles: ['Derivadas paso a paso', 'Ayuda con {{tema}}', 'Examen de matemáticas'],
    slots: { tema: ['derivadas', 'integrales', 'límites', 'matrices', 'probabilidad'] },
    exchanges: [
      [
        'Tengo un examen de {{tema}} el viernes y no entiendo nada 😭',
        'Tranquilidad, hay tiempo. Hoy, los conceptos con dos ejemplos; mañana, diez ejercicios fáciles; pasado, un examen antiguo con reloj. Cuéntame: ¿qué es lo último de {{tema}} que sí entendiste?',
      ],
      [
        'La regla de la cadena, más o menos',
        'Perfecto: si $f(x) = \\sin(x^2)$, deriva lo de fuera sin tocar lo de dentro, $\\cos(x^2)$, y multiplica por la derivada de lo de dentro, $2x$. Resultado: $2x\\cos(x^2)$.',
      ],
      ['¿Y $e^{3x}$?', 'Fuera: $e^{3x}$. Dentro: $3$. Resultado: $3e^{3x}$.'],
      ['¡Ya lo veo!', '¡Genial! Ahora hazme tú una: $\\ln(x^2 + 1)$.'],
      ['2x / (x² + 1) ?', '¡Exacto! ✅'],
    ],
  },
  {
    language: 'ru',
    titles: ['Почему зимой холоднее', 'Задача по физике', 'Подготовка к ЕГЭ: {{subject}}'],
    slots: { subject: ['физика', 'химия', 'биология', 'математика'] },
    exchanges: [
      [
        'Зимой Земля ближе к Солнцу, почему же холодно?',
        'Из-за наклона оси. Зимой лучи падают на наше полушарие под малым углом, и день короче. Расстояние меняется всего на 3 %, и это почти не важно.',
      ],
      ['А в Австралии?', 'Там в это время лето: южное полушарие наклонено к Солнцу.'],
      [
        'Как за месяц подготовиться: {{subject}}?',
        'Каждый день один вариант на время, и разбор ошибок на следующий день. Темы, в которых ошиблись дважды, выпишите на отдельный лист: это и есть ваша программа.',
      ],
    ],
  },
  {
    language: 'hi',
    titles: ['आसमान नीला क्यों है?', 'गणित में मदद', '{{vishay}} की परीक्षा'],
    slots: { vishay: ['भौतिकी', 'रसायन', 'गणित', 'जीव विज्ञान'] },
    exchanges: [
      [
        '{{vishay}} की परीक्षा में दस दिन हैं, कैसे पढ़ूँ?',
        'पहले तीन दिन पुराने प्रश्नपत्र देखिए और हर अध्याय से कमज़ोर हिस्से चुनिए। फिर रोज़ दो अध्याय, और शाम को बिना देखे लिखकर दोहराइए। आख़िरी दो दिन सिर्फ़ दोहराव। 💪',
      ],
      [
        'मैं जल्दी भूल जाता हूँ',
        'पढ़ने के एक दिन, तीन दिन और सात दिन बाद दोहराइए। हर बार समय आधा लगेगा और याद दुगुना रहेगा।',
      ],
      [
        'रात को पढ़ूँ या सुबह?',
        'जब आप सबसे ज़्यादा जागे हुए हों। नींद से समझौता मत कीजिए, याददाश्त नींद में ही पक्की होती है।',
      ],
      ['धन्यवाद 🙏', 'शुभकामनाएँ!'],
    ],
  },
]
