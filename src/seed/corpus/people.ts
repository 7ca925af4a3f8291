import type { Language } from './topic.ts'

/** A name as it is written, and in the Latin letters of a handle. */
type Name = readonly [written: string, latin: string]

/** How full names are put together from the two lists of each language. */
export const familyNameFirst: ReadonlySet<Language> = new Set(['ja', 'zh'])

export const names: Record<Language, { given: readonly Name[]; family: readonly Name[] }> = {
  en: {
    given: [
      ['Olivia', 'olivia'],
      ['Noah', 'noah'],
      ['Grace', 'grace'],
      ['Theo', 'theo'],
      ['Priya', 'priya'],
      ['Callum', 'callum'],
    ],
    family: [
      ['O’Connor', 'oconnor'],
      ['Bennett', 'bennett'],
      ['Okafor', 'okafor'],
      ['Hughes', 'hughes'],
      ['Patel', 'patel'],
      ['Whitfield', 'whitfield'],
    ],
  },
  es: {
    given: [
      ['Lucía', 'lucia'],
      ['Mateo', 'mateo'],
      ['Inés', 'ines'],
      ['Álvaro', 'alvaro'],
      ['Begoña', 'begona'],
    ],
    family: [
      ['García Núñez', 'garcia'],
      ['Ibáñez', 'ibanez'],
      ['Peña', 'pena'],
      ['Quiroga', 'quiroga'],
      ['Domínguez', 'dominguez'],
    ],
  },
  de: {
    given: [
      ['Jürgen', 'juergen'],
      ['Hanna', 'hanna'],
      ['Björn', 'bjoern'],
      ['Käthe', 'kaethe'],
      ['Felix', 'felix'],
    ],
    family: [
      ['Groß', 'gross'],
      ['Müller', 'mueller'],
      ['Weiß', 'weiss'],
      ['Schäfer', 'schaefer'],
      ['Vogt', 'vogt'],
    ],
  },
  fr: {
    given: [
      ['Chloé', 'chloe'],
      ['Éloïse', 'eloise'],
      ['Jérôme', 'jerome'],
      ['Anaïs', 'anais'],
      ['Hugo', 'hugo'],
    ],
    family: [
      ['Lefèvre', 'lefevre'],
      ['Dubois', 'dubois'],
      ['Gauthier', 'gauthier'],
      ['N’Diaye', 'ndiaye'],
      ['Renard', 'renard'],
    ],
  },
  pt: {
    given: [
      ['João', 'joao'],
      ['Conceição', 'conceicao'],
      ['Thaís', 'thais'],
      ['Caio', 'caio'],
      ['Inês', 'ines'],
    ],
    family: [
      ['Araújo', 'araujo'],
      ['Guimarães', 'guimaraes'],
      ['Falcão', 'falcao'],
      ['Teixeira', 'teixeira'],
    ],
  },
  ja: {
    given: [
      ['陽菜', 'hina'],
      ['蓮', 'ren'],
      ['美咲', 'misaki'],
      ['大輔', 'daisuke'],
      ['さくら', 'sakura'],
    ],
    family: [
      ['田中', 'tanaka'],
      ['渡辺', 'watanabe'],
      ['小林', 'kobayashi'],
      ['髙橋', 'takahashi'],
      ['森', 'mori'],
    ],
  },
  zh: {
    given: [
      ['伟', 'wei'],
      ['静怡', 'jingyi'],
      ['子涵', 'zihan'],
      ['晓明', 'xiaoming'],
      ['丽', 'li'],
    ],
    family: [
      ['王', 'wang'],
      ['陈', 'chen'],
      ['欧阳', 'ouyang'],
      ['刘', 'liu'],
      ['赵', 'zhao'],
    ],
  },
  ar: {
    given: [
      ['فاطمة', 'fatima'],
      ['يوسف', 'yusuf'],
      ['ليلى', 'layla'],
      ['عمر', 'omar'],
      ['مريم', 'maryam'],
    ],
    family: [
      ['الحداد', 'alhaddad'],
      ['منصور', 'mansour'],
      ['الخطيب', 'alkhatib'],
      ['سليم', 'salim'],
    ],
  },
  he: {
    given: [
      ['נועה', 'noa'],
      ['איתי', 'itay'],
      ['תמר', 'tamar'],
      ['יונתן', 'yonatan'],
      ['שירה', 'shira'],
    ],
    family: [
      ['לוי', 'levi'],
      ['פרידמן', 'friedman'],
      ['ביטון', 'biton'],
      ['אברהמי', 'avrahami'],
    ],
  },
  hi: {
    given: [
      ['आरव', 'aarav'],
      ['अनन्या', 'ananya'],
      ['रोहन', 'rohan'],
      ['दीपिका', 'deepika'],
      ['ईशान', 'ishaan'],
    ],
    family: [
      ['शर्मा', 'sharma'],
      ['वर्मा', 'verma'],
      ['अय्यर', 'iyer'],
      ['गुप्ता', 'gupta'],
    ],
  },
  ru: {
    given: [
      ['Анна', 'anna'],
      ['Дмитрий', 'dmitry'],
      ['Ольга', 'olga'],
      ['Пётр', 'pyotr'],
      ['Ксения', 'ksenia'],
    ],
    family: [
      ['Соловей', 'solovey'],
      ['Кузнец', 'kuznets'],
      ['Ткаченко', 'tkachenko'],
      ['Гончар', 'gonchar'],
      ['Мельник', 'melnik'],
    ],
  },
}
