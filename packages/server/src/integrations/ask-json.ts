import { readBounded } from './wecom/fetch-picture.ts'

const answerBytes = 1024 * 1024

export interface JsonAnswer { status: number; answer: unknown }

/** One request to an interface of the operator's choice: a POST when there is a body. Null when nothing that is JSON came back in time. */
export async function askJson(url: string, body: unknown, { headers = {}, patienceMs }: { headers?: Readonly<Record<string, string>>; patienceMs: number }): Promise<JsonAnswer | null> {
  try {
    const response = await fetch(url, {
      redirect: 'error', signal: AbortSignal.timeout(patienceMs), headers: { ...headers, ...(body !== null && { 'content-type': 'application/json; charset=utf-8' }) },
      ...(body !== null && { method: 'POST', body: JSON.stringify(body) }),
    })
    const bytes = await readBounded(response, answerBytes)
    return bytes === null ? null : { status: response.status, answer: JSON.parse(bytes.toString('utf8')) }
  } catch {
    return null
  }
}
