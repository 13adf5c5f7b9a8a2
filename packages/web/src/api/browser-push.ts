/** What this browser can do about notices, without asking anybody anything. */
export type PushAbility = 'unsupported' | 'insecure' | 'denied' | 'off' | 'on'

const worker = '/push-worker.js'

const registered = async (): Promise<ServiceWorkerRegistration | undefined> => ('serviceWorker' in navigator ? navigator.serviceWorker.getRegistration('/') : undefined)

/** The endpoint under which this browser is known, as the list of devices shows it; null when it has none. */
export async function ownDigest(): Promise<string | null> {
  const subscription = await (await registered())?.pushManager.getSubscription()
  if (subscription === null || subscription === undefined) return null
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export async function pushAbility(): Promise<PushAbility> {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' && (await ownDigest()) !== null ? 'on' : 'off'
}

const bytesOf = (base64url: string) => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const textOf = (bytes: ArrayBuffer | null) => btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** Asks the person, and subscribes with the installation's key; null when they say no. To be called by their click alone. */
export async function subscribeBrowser(publicKey: string): Promise<{ endpoint: string; p256dh: string; auth: string } | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  await navigator.serviceWorker.register(worker, { scope: '/' })
  const { pushManager } = await navigator.serviceWorker.ready
  const kept = await pushManager.getSubscription()
  // One that was made with another installation's key is of no use here.
  if (kept !== null && textOf(kept.options.applicationServerKey) !== publicKey.replace(/=+$/, '')) await kept.unsubscribe()
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
  return { endpoint: subscription.endpoint, p256dh: textOf(subscription.getKey('p256dh')), auth: textOf(subscription.getKey('auth')) }
}

/** Whoever uses this browser next is not shown another's notices. Never fails: signing out must not. */
export async function unsubscribeBrowser(): Promise<void> {
  try {
    await (await (await registered())?.pushManager.getSubscription())?.unsubscribe()
  } catch {
    // The push service forgets it by itself.
  }
}

/** `Edge · Windows`: enough to know one's devices apart. */
export function browserName(agent: string): string {
  const browser = /Edg/.test(agent) ? 'Edge' : /Firefox|FxiOS/.test(agent) ? 'Firefox' : /OPR/.test(agent) ? 'Opera' : /Chrome|CriOS/.test(agent) ? 'Chrome' : /Safari/.test(agent) ? 'Safari' : 'Browser'
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : ''
  return system === '' ? browser : `${browser} · ${system}`
}
