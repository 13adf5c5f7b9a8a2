import { useTranslation } from 'react-i18next'

/** Picks the reader's language from a text that comes in both. */
export function useSpoken(): (text: { zh: string; en: string }) => string {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  return (text) => (english ? text.en : text.zh)
}
