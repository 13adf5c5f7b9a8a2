import { useEffect } from 'react'
import { paths } from '../../paths.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'

/** The fair's page is none of the app's: it is loaded anew, as after signing in. */
export default function FairPage() {
  useEffect(() => window.location.replace(paths.fair), [])
  return <PageLoading />
}
