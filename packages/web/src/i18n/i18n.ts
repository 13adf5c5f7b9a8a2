import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en, zh } from './resources.ts'

export type Language = 'zh-CN' | 'en'
const storageKey = 'sluice.language'

/** Chinese unless this person chose English before: the browser's language says little about a Chinese team. */
function remembered(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

function announce(language: string) {
  document.documentElement.lang = language
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
}

/** Starts i18next with both catalogues; awaited once before the first render. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: remembered(),
    fallbackLng: 'zh-CN',
    defaultNS: 'ui',
    ns: Object.keys(zh),
    resources: { 'zh-CN': zh, en },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  announce(i18next.language)
  i18next.on('languageChanged', announce)
  // Chosen in another tab: all of them speak the same.
  addEventListener('storage', ({ key }) => {
    if (key === storageKey) void i18next.changeLanguage(remembered())
  })
}

/** Whether somebody chose a language on this device; if not, the signed-in user's own is taken. */
export function isLanguageChosen(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null
  } catch {
    return false
  }
}

/** Changes the language now and for the next visit on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Not remembered then.
  }
  await i18next.changeLanguage(language)
}
