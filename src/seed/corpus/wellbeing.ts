import type { Topic } from './topic.ts'

export const wellbeing: Topic[] = [
  {
    language: 'en',
    titles: ['Couch to {{goal}}', 'Training plan: {{goal}} 🏃', 'Sore knees after running'],
    slots: { goal: ['5 km', '10 km', 'a half marathon', 'ten pull-ups'] },
    exchanges: [
      [
        'I want to get to {{goal}} by spring and have not done sport for years.',
        `Good goal. What breaks most plans is doing too much in the second week, so:

- three times a week, never two days in a row;
- so easy that you could talk all the time;
- one tenth more a week at most, and every fourth week a lighter one;
- strength for 10 minutes after each session: squats, bridges, calf raises.

If you have not moved for years or have any heart trouble, ask a doctor first. Then {{goal}} by spring is quite realistic.`,
      ],
      [
        'My knees hurt on day 3',
        'Take two days off, then go on with half. If it hurts when walking, or swells, have it looked at.',
      ],
      ['What should I eat before?', 'Nothing heavy for two hours. A banana half an hour before is fine. 🍌'],
      ['I skipped a week 🙈', 'No harm done. Repeat the last week you finished and go on from there.'],
    ],
  },
  {
    language: 'en',
    titles: ['Cannot sleep', 'Waking at 4 am', 'Phone out of the bedroom?'],
    exchanges: [
      [
        'I wake up at 4 every night and start thinking about work.',
        'Keep paper by the bed, write the thought down, and tell yourself when tomorrow you will look at it. If you are awake for more than about 20 minutes, get up, sit somewhere dim with something dull, and go back when you are sleepy.',
      ],
      ['Does warm milk help?', 'The warmth and the habit do, probably; the milk itself hardly.'],
      [
        'It has been like this for two months',
        'That is long enough to talk to a doctor about. There is a short therapy for insomnia (CBT-I) that helps most people, without pills.',
      ],
    ],
  },
  {
    language: 'es',
    titles: ['Empezar a correr', 'Estiramientos para la espalda', 'Rutina de {{minutos}} minutos'],
    slots: { minutos: ['10', '15', '20', '30'] },
    exchanges: [
      [
        'Paso ocho horas sentado y me duele la espalda. ¿Una rutina de {{minutos}} minutos?',
        'Cada día, sin prisa: gato-camello, puente de glúteos, plancha lateral y estiramiento de cadera, repartidos en {{minutos}} minutos. Y levántate cada hora, aunque sea a por agua. 💧 Si el dolor baja por la pierna, consulta con un médico.',
      ],
      ['¿Sirve una silla cara?', 'Ayuda menos que cambiar de postura. La mejor postura es la siguiente.'],
      ['¿Cuándo notaré algo?', 'En dos o tres semanas, si eres constante.'],
    ],
  },
  {
    language: 'pt',
    titles: ['Dormir melhor', 'Meditação em {{minutos}} minutos', 'Voltar à academia'],
    slots: { minutos: ['cinco', 'dez', 'quinze'] },
    exchanges: [
      [
        'Quero meditar {{minutos}} minutos por dia, mas minha cabeça não para.',
        'Ela não precisa parar. 🙂 Conte as respirações de um a dez; quando perceber que se perdeu, volte ao um. Perceber que se perdeu **é** o exercício.',
      ],
      [
        'De manhã ou à noite?',
        'Junto de algo que você já faz todo dia, como o café. Assim não depende da vontade.',
      ],
      ['Perdi dois dias…', 'Sem problema. A regra é só nunca perder três.'],
    ],
  },
  {
    language: 'hi',
    titles: ['सुबह का योग', 'पीठ दर्द के लिए व्यायाम', 'रोज़ {{minute}} मिनट टहलना'],
    slots: { minute: ['15', '20', '30', '45'] },
    exchanges: [
      [
        'दिन भर बैठकर काम करता हूँ, पीठ में दर्द रहता है। क्या करूँ?',
        'हर घंटे दो मिनट के लिए उठिए। सुबह मार्जरी आसन, भुजंगासन और बालासन पाँच-पाँच मिनट। दर्द पैर तक जाए तो डॉक्टर को ज़रूर दिखाइए।',
      ],
      [
        'रोज़ {{minute}} मिनट टहलना काफ़ी है?',
        'शुरुआत के लिए बहुत अच्छा है। चाल इतनी तेज़ रखिए कि बात कर सकें, पर गाना न गा सकें। 🚶',
      ],
      ['एक हफ़्ते में फ़र्क दिखा!', 'बहुत बढ़िया, ऐसे ही जारी रखिए।'],
    ],
  },
  {
    language: 'ru',
    titles: ['Бессонница', 'Зарядка на {{minutes}} минут', 'Как начать бегать'],
    slots: { minutes: ['7', '10', '15', '20'] },
    exchanges: [
      [
        'Составь зарядку на {{minutes}} минут без оборудования.',
        'Три круга: 10 приседаний, 10 отжиманий (можно от стены), планка 20 секунд, 10 наклонов. Между кругами минута отдыха. В сумме около {{minutes}} минут, если не спешить.',
      ],
      [
        'Утром не могу себя заставить',
        'Начните с одного приседания. Серьёзно: важна привычка, а не нагрузка. Через неделю само станет больше. 💪',
      ],
      ['Сколько раз в неделю?', 'Понемногу, но каждый день: так легче не бросить.'],
    ],
  },
]
