import { useEffect } from 'react'
import { useNavigate } from 'react-router'

/** Goes where a pushed notice leads when somebody clicks it while a page is open. */
export function usePushClicks(): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const open = ({ data, ports }: MessageEvent<unknown>) => {
      const { type, path } = Object(data) as { type?: unknown; path?: unknown }
      // The worker asks which pages can go anywhere (public/push-worker.js).
      if (type === 'sluice-here') ports[0]?.postMessage(true)
      if (type === 'sluice-open' && typeof path === 'string' && path.startsWith('/') && !path.startsWith('//')) void navigate(path)
    }
    navigator.serviceWorker.addEventListener('message', open)
    return () => navigator.serviceWorker.removeEventListener('message', open)
  }, [navigate])
}
