import type { Exchange, Language } from './topic.ts'

/** What fits any subject: a few words in between, and asking for all of it once more. */
export type SmallTalk = { asides: readonly Exchange[]; recap: Exchange }

export const smallTalk: Record<Language, SmallTalk> = {
  en: {
    asides: [
      ['Thanks!', 'You’re welcome!'],
      ['ok', '👍'],
      ['Sorry, I had to leave. Where were we?', 'No problem, we can go on right where we stopped.'],
      ['Wait, I need to think about that.', 'Take your time.'],
      ['👍👍', '😊'],
      [
        'Could you put that more simply?',
        'In one sentence: start small, see whether it works, and only then go on.',
      ],
    ],
    recap: [
      'Can you put everything together in one message, so that I can save it?',
      'Here is all of it, in order:',
    ],
  },
  es: {
    asides: [
      ['¡Gracias!', '¡De nada!'],
      ['vale', '👍'],
      ['Perdona, he tenido que salir. ¿Por dónde íbamos?', 'No pasa nada, seguimos donde lo dejamos.'],
    ],
    recap: ['¿Me lo resumes todo en un solo mensaje?', 'Claro, aquí está todo junto:'],
  },
  de: {
    asides: [
      ['Danke dir!', 'Gern geschehen!'],
      ['ok', '👍'],
      ['Moment, da muss ich kurz drüber nachdenken.', 'Lass dir Zeit.'],
    ],
    recap: ['Fasst du mir alles noch einmal zusammen?', 'Gern, hier ist alles der Reihe nach:'],
  },
  fr: {
    asides: [
      ['Merci !', 'Avec plaisir !'],
      ['d’accord', '👍'],
      ['Pardon, j’ai été interrompue. Où en étions-nous ?', 'Pas de souci, reprenons là où nous en étions.'],
    ],
    recap: ['Tu peux tout me remettre dans un seul message ?', 'Bien sûr, voici le tout :'],
  },
  pt: {
    asides: [
      ['Obrigado!', 'De nada!'],
      ['blz', '👍'],
      ['Desculpa, tive que sair. Onde paramos?', 'Sem problema, continuamos de onde paramos.'],
    ],
    recap: ['Pode juntar tudo em uma mensagem só?', 'Claro, aqui está tudo:'],
  },
  ja: {
    asides: [
      ['ありがとうございます！', 'どういたしまして！'],
      ['了解です', '👍'],
      ['すみません、席を外していました。', '大丈夫です。続きから始めましょう。'],
    ],
    recap: ['ここまでの内容を一つにまとめてもらえますか？', 'はい、まとめるとこうなります。'],
  },
  zh: {
    asides: [
      ['谢谢！', '不客气！'],
      ['好的', '👍'],
      ['刚才有事离开了，我们说到哪儿了？', '没关系，接着刚才的继续。'],
    ],
    recap: ['能把前面的内容整理成一条消息吗？', '好的，整理如下：'],
  },
  ar: {
    asides: [
      ['شكرًا جزيلًا!', 'على الرحب والسعة!'],
      ['تمام', '👍'],
      ['عذرًا، اضطررت للخروج. أين وصلنا؟', 'لا بأس، نكمل من حيث توقفنا.'],
    ],
    recap: ['هل يمكنك جمع كل ما سبق في رسالة واحدة؟', 'بالطبع، هذا كل شيء بالترتيب:'],
  },
  he: {
    asides: [
      ['תודה!', 'בשמחה!'],
      ['סבבה', '👍'],
      ['סליחה, הייתי צריך לצאת. איפה היינו?', 'אין בעיה, ממשיכים מאותו מקום.'],
    ],
    recap: ['אפשר לסכם הכול בהודעה אחת?', 'בוודאי, הנה הכול לפי הסדר:'],
  },
  hi: {
    asides: [
      ['धन्यवाद!', 'आपका स्वागत है!'],
      ['ठीक है', '👍'],
      ['माफ़ कीजिए, बीच में जाना पड़ा। हम कहाँ थे?', 'कोई बात नहीं, वहीं से आगे बढ़ते हैं।'],
    ],
    recap: ['क्या सब कुछ एक ही संदेश में लिख सकते हैं?', 'ज़रूर, सब कुछ क्रम से:'],
  },
  ru: {
    asides: [
      ['Спасибо!', 'Пожалуйста!'],
      ['ок', '👍'],
      ['Извините, отвлёкся. На чём мы остановились?', 'Ничего страшного, продолжим с того же места.'],
    ],
    recap: ['Можете собрать всё в одно сообщение?', 'Конечно, вот всё по порядку:'],
  },
}
