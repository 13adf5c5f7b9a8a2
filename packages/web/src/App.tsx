import { QueryClientProvider } from '@tanstack/react-query'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './api/query.ts'
import { createRouter } from './routes.tsx'
import { ThemeProvider } from './ui/ThemeProvider.tsx'

/** Composition root of the web app: language, theme, data, routes. */
export function App() {
  const { i18n } = useTranslation()
  const [client] = useState(createQueryClient)
  const [router] = useState(createRouter)
  useEffect(() => {
    // Some answers are written in the reader's language.
    const askAgain = () => void client.invalidateQueries()
    i18n.on('languageChanged', askAgain)
    return () => i18n.off('languageChanged', askAgain)
  }, [client, i18n])
  return (
    <ThemeProvider locale={i18n.language === 'en' ? enUS : zhCN}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeProvider>
  )
}
