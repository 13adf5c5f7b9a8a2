import type { BrowserContext, ConsoleMessage, Request, Response, WebError } from '@playwright/test'

/** What must not happen on any page, and what a test expects of it. */
export interface Watch {
  /** Everything that went wrong so far, as lines. */
  readonly troubles: readonly string[]
  /** A refusal or a failure that the test provokes: `PATCH /api/v1/deals/… 412` or `POST /api/v1/… net::ERR_FAILED` must match. */
  expectRefusal(pattern: RegExp): void
  /** Listens no more: the context goes on with another test. */
  stop(): void
}

/**
 * Listens to a browser context: uncaught errors, errors on the console (a refused script or style by the content security
 * policy is one), failed requests, answers of 400 and more.
 */
export function watch(context: BrowserContext): Watch {
  const troubles: string[] = []
  const expected: RegExp[] = []
  const note = (line: string) => {
    if (!expected.some((pattern) => pattern.test(line))) troubles.push(line)
  }
  const weberror = (error: WebError) => note(`uncaught: ${error.error().stack ?? error.error().message}`)
  const consoled = (message: ConsoleMessage) => {
    if (message.type() !== 'error') return
    // Chromium repeats each refused request on the console; the answer itself is judged below.
    if (message.text().startsWith('Failed to load resource')) return
    note(`console: ${message.text()} (${message.page()?.url() ?? ''})`)
  }
  const failed = (request: Request) => {
    // Left pages, cancelled questions and downloads are aborted on purpose.
    const problem = request.failure()?.errorText ?? ''
    if (problem !== 'net::ERR_ABORTED') note(`${request.method()} ${new URL(request.url()).pathname} ${problem}`)
  }
  const answered = (response: Response) => {
    if (response.status() >= 400) note(`${response.request().method()} ${new URL(response.url()).pathname} ${response.status()}`)
  }
  context.on('weberror', weberror).on('console', consoled).on('requestfailed', failed).on('response', answered)
  return {
    troubles,
    expectRefusal: (pattern) => void expected.push(pattern),
    stop: () => void context.off('weberror', weberror).off('console', consoled).off('requestfailed', failed).off('response', answered),
  }
}
