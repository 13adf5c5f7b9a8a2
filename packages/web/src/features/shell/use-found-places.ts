import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import { useMay } from '../session/use-may.ts'
import { sections } from '../settings/sections.tsx'
import { usePlaces } from './use-places.ts'

/** What the search finds besides records: the places of the navigation, and the sections of the settings. */
export function useFoundPlaces() {
  const { t, i18n } = useTranslation(['shell', 'settings'])
  const other = i18n.getFixedT(i18n.language === 'en' ? 'zh-CN' : 'en', ['shell', 'settings'])
  return [
    ...usePlaces(useMay()).map(({ key, to, label, group }) => ({ to, label, group: t(`groups.${group}`), alias: other(`nav.${key}`) })),
    ...sections.map(({ key }) => ({ to: paths.settingsSection(key), label: t(`settings:sections.${key}`), group: t('nav.settings'), alias: other(`settings:sections.${key}`) })),
  ]
}
