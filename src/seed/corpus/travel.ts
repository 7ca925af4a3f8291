import type { Topic } from './topic.ts'

export const travel: Topic[] = [
  {
    language: 'en',
    titles: ['{{days}} days in {{city}}', 'Weekend in {{city}} ✈️', '{{city}} with children'],
    slots: {
      city: ['Lisbon', 'Kyoto', 'Edinburgh', 'Marrakesh', 'Montréal', 'Ljubljana', 'Istanbul', 'Oaxaca'],
      days: ['two', 'three', 'four', 'five'],
    },
    exchanges: [
      [
        'We are going to {{city}} for {{days}} days with two children (6 and 9). No museums all day, please!',
        `Here is a slow plan for {{city}}; one thing in the morning, one in the afternoon, and time for nothing in between.

**Day 1: arrive.** Drop the bags and walk the old town without a map. Let the children choose the first ice cream shop. 🍦 Early dinner, early bed.

**Day 2: high and low.** Go up first (a tower, a hill, a castle: from above they understand the town), then to the water in the afternoon. Take swimming things if it is warm.

**Day 3: one museum, one hour.** Choose one with things to press, and leave *before* they are tired. A market for lunch: everyone picks something they have never eaten.

**Any further day:** out of town by train. Half an hour is enough, with a picnic.

Some rules that have worked for others:

- Book the first and the last night only in one place; moving in between costs half a day.
- Whoever chooses the way also carries the map.
- A café with a square to run about in beats any restaurant with a good review.
- Two “free passes” a person: when somebody says “enough”, it is enough.

Shall I look at trains, or at where to stay?`,
      ],
      [
        'Where to stay?',
        'Inside the old town if you come by train; one stop outside if you have a car, because parking in the centre is dear. Look for two rooms with a door in between rather than four beds in one.',
      ],
      [
        'It will rain on day 2 ☔',
        'Then swap days 2 and 3, and take the museum. Most cities also have an indoor market or a swimming hall.',
      ],
      [
        'What about the budget?',
        'For four people, count on 60 to 90 a day for food and about 25 for getting around, in the local equivalent. What costs is beds: book those early.',
      ],
      ['sounds lovely', 'Have a good trip!'],
    ],
  },
  {
    language: 'de',
    titles: ['Mit dem Nachtzug nach {{city}}', 'Wanderung bei {{city}}', 'Packliste für {{city}}'],
    slots: { city: ['Wien', 'Zürich', 'Venedig', 'Stockholm', 'Innsbruck', 'Bregenz'] },
    exchanges: [
      [
        'Lohnt sich der Nachtzug nach {{city}} wirklich?',
        'Wenn du ein Abteil im Schlafwagen bekommst: ja. Du sparst eine Übernachtung und kommst morgens mitten in der Stadt an. Im Sitzwagen würde ich es mir überlegen. 😅',
      ],
      [
        'Was muss unbedingt mit?',
        'Ohrstöpsel, eine Schlafmaske, Wasser, Hausschuhe und ein Ladekabel mit langem Kabel. Frühstück gibt es im Schlafwagen meistens dazu.',
      ],
      [
        'Kann ich mein Fahrrad mitnehmen?',
        'Nur in manchen Zügen und nur mit Reservierung. Ein Faltrad in einer Tasche gilt dagegen als Handgepäck.',
      ],
      [
        'Und bei Verspätung?',
        'Ab 60 Minuten bekommst du in der EU 25 % des Fahrpreises zurück, ab 120 Minuten 50 %. Der Antrag geht online.',
      ],
    ],
  },
  {
    language: 'zh',
    titles: ['{{city}}三日游', '五一去{{city}}怎么安排', '{{city}}美食推荐'],
    slots: { city: ['成都', '西安', '大理', '厦门', '苏州', '哈尔滨'] },
    exchanges: [
      [
        '第一次去{{city}}，三天时间，不想赶景点，有什么建议？',
        '第一天在老城区随便走走，找家茶馆坐一下午；第二天挑一个最想看的景点，一早去避开人群；第三天去附近的小镇，坐高铁或公交半小时就到。{{city}}最好的部分是小吃，留点肚子🍜',
      ],
      ['住哪里方便？', '住在地铁换乘站附近最省事，离市中心两三站，价格能便宜三分之一。'],
      ['带老人去合适吗？', '合适，但每天只安排一件事，中午留出午休时间。爬山的项目可以坐缆车。'],
      ['好的，已收藏', '祝旅途愉快！'],
    ],
  },
  {
    language: 'he',
    titles: ['סוף שבוע ב{{place}}', 'טיול עם ילדים ל{{place}}', 'מה לארוז?'],
    slots: { place: ['אילת', 'חיפה', 'ירושלים', 'צפת', 'מצפה רמון'] },
    exchanges: [
      [
        'אנחנו נוסעים ל{{place}} לסוף שבוע. מה כדאי לעשות שם עם ילדים?',
        `כמה רעיונות:

- **שישי בבוקר:** שוק מקומי, ושכל אחד יבחר משהו אחד לטעום.
- **שישי אחר הצהריים:** הליכה קצרה לקראת השקיעה, עד שעה, עם הרבה מים.
- **שבת:** יום איטי. פיקניק, משחקים, ובערב כוכבים. ✨

כדאי לבדוק מראש מה פתוח בשבת ב{{place}}.`,
      ],
      ['יש תחבורה ציבורית?', 'בימי חול כן. בשבת כמעט שאין, אז עדיף לבוא ברכב או לבחור מלון במרכז.'],
      [
        'ומה אם יהיה חם מאוד?',
        'יוצאים מוקדם, חוזרים ב־11:00, ויוצאים שוב אחרי ארבע. כובע ושלושה ליטר מים לאדם.',
      ],
      ['תודה רבה 🙏', 'בשמחה, תיהנו!'],
    ],
  },
  {
    language: 'pt',
    titles: ['Roteiro em {{city}}', 'O que comer em {{city}}', 'Férias em {{city}} 🏖️'],
    slots: { city: ['Salvador', 'Porto', 'Florianópolis', 'Coimbra', 'Ouro Preto', 'Recife'] },
    exchanges: [
      [
        'Tenho três dias em {{city}} e detesto correr. O que você sugere?',
        'Um bairro por dia, a pé. De manhã, o que se vê melhor com luz; à tarde, um café demorado; à noite, música ao vivo. Em {{city}} o melhor costuma ser o que não está no guia: pergunte no mercado onde eles almoçam. 😉',
      ],
      ['Dá para ir sem carro?', 'Dá, e é melhor: no centro quase não há onde estacionar.'],
      ['E se chover?', 'Museu de manhã, mercado coberto na hora do almoço e um bom livro à tarde.'],
      ['Adorei, obrigada!', 'Boa viagem!'],
    ],
  },
  {
    language: 'ar',
    titles: ['رحلة إلى {{city}}', 'أفضل وقت لزيارة {{city}}', 'ثلاثة أيام في {{city}}'],
    slots: { city: ['إسطنبول', 'مراكش', 'القاهرة', 'مسقط', 'بيروت', 'غرناطة'] },
    exchanges: [
      [
        'ما أفضل وقت لزيارة {{city}}؟',
        'الربيع والخريف: الجو معتدل والأسعار أقل من الصيف. تجنّب أيام العطل الرسمية إن أمكن.',
      ],
      [
        'عندي ثلاثة أيام فقط، كيف أقسّمها؟',
        'اليوم الأول للمدينة القديمة مشيًا على الأقدام، والثاني للأسواق والمتاحف، والثالث للطبيعة خارج {{city}}. لا تضع أكثر من شيئين في اليوم. 🌿',
      ],
      [
        'هل أحتاج إلى استئجار سيارة؟',
        'داخل المدينة لا؛ المواصلات العامة وسيارات الأجرة تكفي. للخروج منها، نعم.',
      ],
    ],
  },
]
