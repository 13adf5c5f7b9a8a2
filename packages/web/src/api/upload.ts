import type { Contract, ResponseOf } from '@sluice/core/lib/contract'
import { ApiError, problemOf } from './api-error.ts'
import { apiUrl, languageOnScreen } from './client.ts'
import type { CallRest } from './client.ts'
import { randomKey } from './random-key.ts'

/**
 * Sends one file to an operation that takes an upload (multipart, field `file`). `onProgress` gets the share sent, 0…1:
 * fetch cannot tell it, hence XMLHttpRequest. Throws `ApiError`; aborting rejects with `code: 'aborted'`.
 */
export function upload<C extends Contract>(
  contract: C,
  args: CallRest<C>[0],
  file: File,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal; idempotencyKey?: string } = {},
): Promise<ResponseOf<C>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file, file.name)
    request.open(contract.method, apiUrl(contract, ...([args] as unknown as CallRest<C>)))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', languageOnScreen())
    request.setRequestHeader('x-sluice-csrf', '1')
    request.setRequestHeader('idempotency-key', options.idempotencyKey ?? randomKey())
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    })
    request.addEventListener('error', () => reject(new ApiError({ code: 'network', status: 0 })))
    request.addEventListener('abort', () => reject(new ApiError({ code: 'aborted', status: 0 })))
    request.addEventListener('load', () => {
      const body = readJson(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(body as ResponseOf<C>)
      else reject(problemOf(request.status, body, request.getResponseHeader('x-request-id')))
    })
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
